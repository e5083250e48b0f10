"""Certificates: as the paper says, what the certification body decided of them, and the yearly surveillance."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from pinzibiao.casework.forms import MoveForm
from pinzibiao.lib.forms import PortalModelForm

from ..codes import clean_certificate_no, clean_certificate_rule, validate_certificate_rule
from ..models import Certificate, Surveillance
from ..rules import refuse_future_day
from .choosing import EnterpriseChoiceField, StandardChoiceField

DAYS_WRONG = "有效期至必须晚于发证日期。"
COUNTRY_MISSING = "国际互认证书请填写互认国家（地区）。"
COUNTRY_TOO_MUCH = "只有国际互认证书填写互认国家（地区），其他证书请留空。"


class CertificateNoField(forms.CharField):
    """The number as printed; full-width letters and spaces do not make another number."""

    def to_python(self, value) -> str:
        return clean_certificate_no(super().to_python(value))


class CertificateRuleField(forms.CharField):
    """``ZJM-…`` in one form however typed."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.validators.append(validate_certificate_rule)

    def to_python(self, value) -> str:
        return clean_certificate_rule(super().to_python(value))


def refuse_country(kind: str, country: str) -> None:
    """Raises ``ValidationError`` unless an international certificate, and no other, names its country."""
    if kind == Certificate.Kind.INTERNATIONAL and not country:
        raise ValidationError(COUNTRY_MISSING)
    if kind != Certificate.Kind.INTERNATIONAL and country:
        raise ValidationError(COUNTRY_TOO_MUCH)


class CertificateForm(PortalModelForm):
    """A certificate as its paper says, for an enterprise of the person's place."""

    enterprise = EnterpriseChoiceField()
    number = CertificateNoField(label="证书编号", max_length=60, help_text="照证书抄写。")
    standard = StandardChoiceField(required=False)
    rule_no = CertificateRuleField(
        label="认证规则编号", max_length=40, required=False, help_text="ZJM 开头，例如 ZJM-001-2016。"
    )

    class Meta:
        model = Certificate
        fields = (
            "enterprise",
            "number",
            "kind",
            "country",
            "sub_brand",
            "product_name",
            "standard",
            "rule_no",
            "body",
            "issued_on",
            "valid_to",
        )
        help_texts = {
            "product_name": "照证书抄写；一张证书有多个产品的，用顿号“、”隔开。",
            "country": "只有国际互认证书填写。",
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        if "enterprise" in self.fields:
            self.fields["enterprise"].user = user
        self.fields["issued_on"].validators.append(refuse_future_day)

    def clean(self):
        cleaned = super().clean()
        try:
            refuse_country(cleaned.get("kind", ""), cleaned.get("country", ""))
        except ValidationError as wrong:
            self.add_error("country", wrong)
        return cleaned


class CertificateEditForm(CertificateForm):
    """Mending a mistyped certificate; whose it is stays, since the brand hangs on it."""

    enterprise = None

    class Meta(CertificateForm.Meta):
        fields = tuple(name for name in CertificateForm.Meta.fields if name not in {"enterprise", "sub_brand"})

    def clean_issued_on(self):
        day, ended_on = self.cleaned_data["issued_on"], self.instance.ended_on
        if ended_on and day > ended_on:
            raise ValidationError(f"发证日期不能晚于撤销（注销）日期（{ended_on:%Y-%m-%d}），请核对。")
        return day


class DecisionForm(MoveForm):
    """What the certification body decided: from which day, and why."""

    on = forms.DateField(label="决定日期", help_text="认证机构决定生效的日期。")
    field_order = ("on", "comment")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["comment"].label = "原因"
        self.fields["on"].validators.append(refuse_future_day)
        self.fields["on"].initial = timezone.localdate


class SurveillanceForm(PortalModelForm):
    """One year's surveillance was done."""

    done_on = forms.DateField(label="监督日期")
    result = forms.ChoiceField(label="结果", choices=[("", "请选择"), *Surveillance.Result.choices])

    class Meta:
        model = Surveillance
        fields = ("done_on", "result", "note")
        help_texts = {"note": "不通过的请写明原因；证书因此暂停或撤销的，请再到证书页面登记。"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["done_on"].validators.append(refuse_future_day)

    def clean_done_on(self):
        day, issued_on = self.cleaned_data["done_on"], self.instance.certificate.issued_on
        if day <= issued_on:
            raise ValidationError(f"监督日期应晚于发证日期（{issued_on:%Y-%m-%d}），请核对。")
        return day
