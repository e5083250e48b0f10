"""Forms of the expert library."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from enterprises import chooser as enterprise_chooser
from enterprises.codes import validate_mobile
from enterprises.models import Industry, ProgrammeIndustry
from pinzibiao.accounts.models import Role, User
from pinzibiao.lib.forms import PortalForm, PortalModelForm
from pinzibiao.lib.identity import validate_identity
from pinzibiao.lib.sealing import PEOPLE

from .fields import ExpertChoiceField, PlaceField
from .models import Expert, ExpertTeam, Field, Interest, Organisation, TeamAssignment, TeamMember


class ExpertForm(PortalModelForm):
    """An expert's particulars. A city recommends for its own places and does not set the term."""

    fields_known = forms.MultipleChoiceField(
        label="专长领域", choices=Field.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    region = PlaceField()
    identity = forms.CharField(
        label="身份证号",
        max_length=18,
        required=False,
        validators=[validate_identity],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    class Meta:
        model = Expert
        fields = (
            "name",
            "identity",
            "unit",
            "post",
            "title",
            "mobile",
            "birth_year",
            "age_exception",
            "region",
            "fields_known",
            "industries",
            "qualifications",
            "recommended_by",
            "term_from",
            "term_to",
        )
        widgets = {"industries": forms.CheckboxSelectMultiple}
        help_texts = {
            "birth_year": "四位年份，例如 1972。",
            "age_exception": "超过入库年龄上限时填写，例如：长期承担标准起草、本专业无替代人选。",
            "qualifications": "例如：注册质量工程师、CMA 授权签字人。",
            "term_from": "不填时自入库之日起算。",
            "term_to": "不填时按规定聘期计算。",
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["industries"].queryset = _industries_for(self.instance)
        is_known = bool(self.instance.identity_sealed)
        self.fields["identity"].help_text = "加密保存。" + ("已登记；不填即保持不变。" if is_known else "")
        self.fields["mobile"].validators.append(validate_mobile)
        self.fields["fields_known"].initial = self.instance.fields
        if user.kind == Role.Kind.CITY:
            self.fields["region"].narrow(user.region)
            del self.fields["term_from"], self.fields["term_to"]
        if not self.instance.pk:
            self.fields["recommended_by"].initial = _bureau_of(user)

    def save(self, commit=True):
        self.instance.fields = self.cleaned_data["fields_known"]
        if identity := self.cleaned_data["identity"]:
            self.instance.identity_sealed = PEOPLE.seal(identity.upper())
        return super().save(commit)

    def changed_labels(self) -> list[str]:
        return [str(self.fields[name].label) for name in self.changed_data]


class IdentityForm(PortalForm):
    """For what the number is needed: it goes into the trail."""

    reason = forms.CharField(label="用途", max_length=200, help_text="例如：核对聘书，发放劳务费。会记入办理记录。")


class InterestForm(PortalModelForm):
    """A tie to an enterprise. The expert may name any registered enterprise, exactly: by code or by its full name."""

    enterprise = forms.CharField(
        label="企业",
        max_length=140,
        help_text="填写 18 位统一社会信用代码，或与营业执照一致的企业全称。",
    )

    class Meta:
        model = Interest
        fields = ("enterprise", "kind", "since", "until", "note")
        help_texts = {"until": "仍在持续的，请留空。", "note": "例如：担任质量顾问，每月一次。"}

    def __init__(self, *args, expert, enterprises, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.expert = expert
        self.enterprises = enterprises
        if self.instance.pk:
            self.initial["enterprise"] = enterprise_chooser.words_of(self.instance.enterprise)

    def clean_enterprise(self):
        text = self.cleaned_data["enterprise"].strip()
        by_code = enterprise_chooser.USCC_AT_END.search(text.upper())
        asked = {"uscc": by_code[1]} if by_code else {"name": text}
        matches = list(self.enterprises.filter(**asked)[:2])
        if len(matches) != 1:
            raise ValidationError("没有找到这家企业。请填写 18 位统一社会信用代码，或核对企业全称是否一字不差。")
        return matches[0]

    def clean_since(self):
        since = self.cleaned_data["since"]
        if since and since > timezone.localdate():
            raise ValidationError("开始日期不能晚于今天，请改为实际日期。")
        return since


class EndForm(PortalForm):
    """On what day something ended."""

    until = forms.DateField(label="结束日期", initial=timezone.localdate)

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until > timezone.localdate():
            raise ValidationError("结束日期不能晚于今天，请改为实际日期。")
        return until


class AccountTieForm(PortalForm):
    """Which account acts for an expert or an organisation."""

    username = forms.CharField(label="账号", max_length=60, help_text="系统管理员开设的账号名，须一字不差。")

    def clean_username(self) -> User:
        name = self.cleaned_data["username"].lower()
        user = User.objects.filter(username=name).first()
        if user is None:
            raise ValidationError("没有这个账号。请核对账号名，或先请系统管理员开设。")
        return user


class OrganisationForm(PortalModelForm):
    region = PlaceField(required=False, with_province=True)

    class Meta:
        model = Organisation
        fields = ("name", "short_name", "kind", "region")
        error_messages = {"name": {"unique": "这个机构已登记，请在机构列表中查找，不要重复建档。"}}


class TeamForm(PortalModelForm):
    """A team: who sponsors it, who leads it, who joins and who supports it are four things."""

    class Meta:
        model = ExpertTeam
        fields = ("name", "sponsor", "lead_organisation", "partners", "technical_support", "founded_on")
        widgets = {
            "partners": forms.CheckboxSelectMultiple,
            "technical_support": forms.CheckboxSelectMultiple,
        }
        error_messages = {"name": {"unique": "已有同名团队，请换一个名称或在团队列表中查找。"}}

    def clean(self):
        cleaned = super().clean()
        lead = cleaned.get("lead_organisation")
        if lead and lead in list(cleaned.get("partners") or []):
            self.add_error("partners", f"{lead}已是牵头单位，请在联合单位中去掉。")
        return cleaned


class MemberForm(PortalForm):
    """An expert's place in a team."""

    expert = ExpertChoiceField()
    part = forms.ChoiceField(label="角色", choices=TeamMember.Part.choices, initial=TeamMember.Part.MEMBER)

    def __init__(self, *args, experts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["expert"].rows = experts


class AssignmentForm(PortalModelForm):
    region = PlaceField(label="区域", with_province=True)

    class Meta:
        model = TeamAssignment
        fields = ("region", "industry", "since", "until")
        help_texts = {"industry": "不选表示不限产业。", "until": "未定的，请留空。"}

    def __init__(self, *args, team, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.team = team
        self.fields["industry"].queryset = ProgrammeIndustry.objects.select_related("region")
        self.fields["industry"].empty_label = "不限产业"


def _industries_for(expert: Expert):
    """The divisions, and whatever finer classes the expert already has."""
    known = expert.industries.values("pk") if expert.pk else []
    return Industry.objects.filter(Q(pk__in=known) | Q(level=2, code__startswith="C")).order_by("code")


def _bureau_of(user) -> str:
    return f"{user.region}市场监督管理局" if user.region else ""
