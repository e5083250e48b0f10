"""What belongs to an enterprise: contacts, products, year figures, awards, quality officers."""

from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError

from pinzibiao.files import kinds
from pinzibiao.files.actions import claim
from pinzibiao.files.forms import FilesField
from pinzibiao.lib.forms import PortalModelForm

from ..codes import clean_uscc, validate_licence
from ..models import (
    Contact,
    FurtherIndustry,
    Product,
    QualityAward,
    QualityOfficer,
    SystemCertificate,
    YearFigure,
)
from ..rules import refuse_future_day, refuse_future_year
from .choosing import IndustryChoiceField, StandardChoiceField

# Ten thousand 元 are one 万元: a value that grew so much was most likely typed in the wrong unit.
LOOKS_LIKE_YUAN = 1000
NO_LICENCE = "填写了注册（备案）日期或有效期，请同时填写注册（备案）号。"


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
            "licence_issued_on",
            "licence_valid_to",
            "standard",
        )
        help_texts = {
            "licence_no": "医疗器械填写，例如 浙械注准20212140123。",
            "licence_valid_to": "二类、三类医疗器械注册证上的日期；一类备案没有有效期，留空。",
        }

    past_days = ("licence_issued_on",)

    def clean_licence_no(self) -> str:
        return clean_uscc(self.cleaned_data["licence_no"])

    def clean(self):
        cleaned = super().clean()
        try:
            validate_licence(cleaned.get("device_class", ""), cleaned.get("licence_no", ""))
        except ValidationError as wrong:
            self.add_error("licence_no", wrong)
        dates = cleaned.get("licence_issued_on") or cleaned.get("licence_valid_to")
        if dates and not cleaned.get("licence_no") and "licence_no" not in self.errors:
            self.add_error("licence_no", NO_LICENCE)
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
    """A person, and the paper by which the enterprise appointed them; a new paper takes the place of the old."""

    past_days = ("trained_on", "appointed_on")
    paper = FilesField(label="任命文件", required=False, max_count=1, groups=(kinds.PDF, kinds.IMAGE))

    class Meta:
        model = QualityOfficer
        fields = ("name", "post", "certificate_no", "trained_on", "appointed_on", "is_active")

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.by = self.fields["paper"].by = user

    def save(self, commit: bool = True):
        if files := claim(self.cleaned_data["paper"], by=self.by):
            self.instance.document = files[0]
        return super().save(commit)


class SystemCertificateForm(ItemForm):
    past_days = ("issued_on",)

    class Meta:
        model = SystemCertificate
        fields = ("kind", "number", "body", "issued_on", "valid_to")
        help_texts = {"body": "与证书上印的一致。"}


class FurtherIndustryForm(ItemForm):
    industry = IndustryChoiceField(label="兼营行业")

    class Meta:
        model = FurtherIndustry
        fields = ("industry",)

    def clean_industry(self):
        industry = self.cleaned_data["industry"]
        if industry == self.instance.enterprise.industry:
            raise ValidationError("这是企业的主营行业，不必再登记为兼营。")
        return industry
