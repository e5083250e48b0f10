"""Accounts of an enterprise: the request of the public page, its opening, inviting one's own people."""

import re

from django import forms
from django.core.exceptions import ValidationError

from pinzibiao.accounts.models import User
from pinzibiao.casework.forms import MoveForm
from pinzibiao.lib.forms import PortalForm, PortalModelForm
from pinzibiao.regions.filters import region_choices
from pinzibiao.regions.models import Region

from ..codes import validate_mobile, validate_name
from ..models import AccountRequest, Member
from ..selectors import REQUESTS_A_DAY, asked_too_often, by_code, suggested_username
from .choosing import IndustryChoiceField
from .enterprise import UsccField

USERNAME = re.compile(r"^[a-z0-9][a-z0-9._-]{2,59}$")


class AccountRequestForm(PortalModelForm):
    """What an enterprise writes that has no account yet. It learns nothing of who is registered."""

    uscc = UsccField()
    county = forms.ChoiceField(label="企业所在县（市、区）或功能区", help_text="由该地市场监督管理局核实并开户。")
    # Not for people: a form filled in by a machine fills this in too.
    website = forms.CharField(label="网站", required=False, widget=forms.TextInput(attrs={"tabindex": "-1"}))

    class Meta:
        model = AccountRequest
        fields = ("uscc", "enterprise_name", "county", "applicant_name", "applicant_mobile", "applicant_kind")
        help_texts = {
            "enterprise_name": "与营业执照一致，写全称。",
            "applicant_kind": "经办人填写材料，签署人核对并签署提交，两者不能是同一人。",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["county"].choices = [("", "请选择"), *county_choices()]

    @property
    def is_from_a_machine(self) -> bool:
        return bool(self.cleaned_data.get("website"))

    def clean_uscc(self) -> str:
        uscc = self.cleaned_data["uscc"]
        if asked_too_often(uscc):
            raise ValidationError(
                f"同一统一社会信用代码一天最多提交 {REQUESTS_A_DAY} 次开户申请，今天已达上限。"
                "请等待属地市场监管局联系，或明天再提交。"
            )
        return uscc

    def clean_county(self) -> Region:
        return Region.objects.get(pk=self.cleaned_data["county"])


class MemberForm(PortalForm):
    """One of the enterprise's people."""

    kind = forms.ChoiceField(
        label="身份", choices=Member.Kind, help_text="经办人填写材料；签署人核对并签署提交。两者不能是同一人。"
    )
    name = forms.CharField(label="姓名", max_length=40, validators=[validate_name])
    mobile = forms.CharField(label="手机", max_length=20, validators=[validate_mobile])
    username = forms.CharField(label="账号", help_text="小写字母、数字和 . - _，3 至 60 位。开户后不能修改。")

    def clean_username(self) -> str:
        return clean_username(self.cleaned_data["username"])


class OpenForm(MoveForm):
    """What the county completes when it opens an account: the enterprise when it is new, and the person."""

    enterprise_name = forms.CharField(label="企业名称", max_length=120, validators=[validate_name])
    industry = IndustryChoiceField()
    kind = forms.ChoiceField(label="身份", choices=Member.Kind)
    person_name = forms.CharField(label="姓名", max_length=40, validators=[validate_name])
    mobile = forms.CharField(label="手机", max_length=20, validators=[validate_mobile])
    username = forms.CharField(label="账号", help_text="小写字母、数字和 . - _，3 至 60 位。开户后不能修改。")

    field_order = ("enterprise_name", "industry", "kind", "person_name", "mobile", "username", "comment")

    def __init__(self, *args, case, **kwargs):
        initial = kwargs.setdefault("initial", {})
        initial |= {
            "enterprise_name": case.enterprise_name,
            "kind": case.applicant_kind,
            "person_name": case.applicant_name,
            "mobile": case.applicant_mobile,
            "username": suggested_username(case.uscc),
        }
        super().__init__(*args, case=case, **kwargs)
        if by_code(case.uscc):
            del self.fields["enterprise_name"], self.fields["industry"]

    def clean_username(self) -> str:
        return clean_username(self.cleaned_data["username"])


def clean_username(text: str) -> str:
    """The account's name in lower case. Raises ``ValidationError`` when it is malformed or taken."""
    username = text.lower()
    if not USERNAME.match(username):
        raise ValidationError("账号只能用小写字母、数字和 . - _，3 至 60 位，以字母或数字开头。")
    if User.objects.filter(username=username).exists():
        raise ValidationError("这个账号已有人使用，请换一个，例如在后面加上数字。")
    return username


def county_choices(without: str = "") -> list:
    """Counties and zones, grouped by city; no city itself, for cases lie in counties."""
    groups = region_choices(None)
    return [
        (city, [(code, name) for code, name in places if not code.endswith("00") and code != without])
        for city, places in groups
    ]
