"""What belongs to an enterprise: contacts, products, year figures, awards, quality officers."""

from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError

from pinzibiao.lib.forms import PortalModelForm

from ..codes import clean_uscc, validate_licence
from ..models import Contact, Product, QualityAward, QualityOfficer, YearFigure
from ..rules import refuse_future_day, refuse_future_year
from .choosing import StandardChoiceField

# Ten thousand 元 are one 万元: a value that grew so much was most likely typed in the wrong unit.
LOOKS_LIKE_YUAN = 1000


class ItemForm(PortalModelForm):
    """A row of ``enterprise``; rules that look at the enterprise too (one figure a year) are checked as well."""

    past_days: tuple[str, ...] = ()

    def __init__(self, *args, enterprise, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.enterprise = enterprise
        for name in self.past_days:
            self.fields[name].validators.append(refuse_future_day)

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"enterprise"}


class ContactForm(ItemForm):
    class Meta:
        model = Contact
        fields = ("name", "post", "mobile", "email")


class ProductForm(ItemForm):
    standard = StandardChoiceField(required=False)

    class Meta:
        model = Product
        fields = (
            "name",
            "models_text",
            "category",
            "trademark",
            "trademark_no",
            "device_class",
            "licence_no",
            "standard",
        )
        help_texts = {"licence_no": "医疗器械填写，例如 浙械注准20212140123。"}

    def clean_licence_no(self) -> str:
        return clean_uscc(self.cleaned_data["licence_no"])

    def clean(self):
        cleaned = super().clean()
        try:
            validate_licence(cleaned.get("device_class", ""), cleaned.get("licence_no", ""))
        except ValidationError as wrong:
            self.add_error("licence_no", wrong)
        return cleaned


class YearFigureForm(ItemForm):
    """One year in 万元. A value a thousand times another year's asks whether it was typed in 元."""

    unit_is_right = forms.BooleanField(label="已核对：单位确为万元", required=False)

    class Meta:
        model = YearFigure
        fields = ("year", "revenue_wan", "brand_sales_wan")
        help_texts = {
            "revenue_wan": "单位：万元。",
            "brand_sales_wan": "单位：万元。没有统计的留空，不要填 0。",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].validators.append(refuse_future_year)
        if not (self.is_bound and self._looks_like_yuan()):
            del self.fields["unit_is_right"]

    def clean(self):
        cleaned = super().clean()
        if "unit_is_right" in self.fields and not cleaned.get("unit_is_right"):
            self.add_error(
                "revenue_wan",
                f"比其他年度（{self._other_year():,} 万元）高出千倍，请核对单位是否填成了元。确认无误请勾选“已核对”。",
            )
        return cleaned

    def _looks_like_yuan(self) -> bool:
        try:
            typed = Decimal(self.data.get("revenue_wan", ""))
        except InvalidOperation:
            return False
        other = self._other_year()
        return bool(other) and typed.is_finite() and typed >= other * LOOKS_LIKE_YUAN

    def _other_year(self) -> Decimal | None:
        rows = YearFigure.objects.filter(enterprise=self.instance.enterprise).exclude(pk=self.instance.pk)
        return rows.order_by("-year").values_list("revenue_wan", flat=True).first()


class QualityAwardForm(ItemForm):
    past_days = ("awarded_on",)

    class Meta:
        model = QualityAward
        fields = ("level", "name", "year", "awarded_on")
        help_texts = {"name": "与证书上印的一致，例如“浙江省人民政府质量管理创新奖”。"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].validators.append(refuse_future_year)


class QualityOfficerForm(ItemForm):
    past_days = ("trained_on", "appointed_on")

    class Meta:
        model = QualityOfficer
        fields = ("name", "certificate_no", "trained_on", "appointed_on", "is_active")
