"""The form of a round: who goes, from when on, how many enterprises a day."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from experts.fields import ExpertsChoiceField
from pinzibiao.lib.forms import PortalForm

NO_ACCOUNT = "所填专家都还没有账号，不能在线接单和记录，请至少填写一位有账号的专家。"


class RoundForm(PortalForm):
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    purpose = forms.CharField(label="帮扶目的", max_length=200, help_text="例如：三季度医疗器械企业巡诊。")
    experts = ExpertsChoiceField()
    first_on = forms.DateField(label="开始日期", initial=timezone.localdate)
    per_day = forms.IntegerField(
        label="每个工作日走访几家", min_value=1, max_value=20, initial=3, help_text="按工作日往后排，节假日跳过。"
    )
    team = forms.ModelChoiceField(None, label="专家团队", required=False, empty_label="不关联")
    regulators = forms.CharField(label="陪同监管人员", max_length=200, required=False, help_text="姓名用顿号隔开。")

    def __init__(self, *args, experts, teams, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["experts"].rows = experts
        self.fields["team"].queryset = teams

    def clean_experts(self):
        experts = self.cleaned_data["experts"]
        if not any(one.user_id for one in experts):
            raise ValidationError(NO_ACCOUNT)
        return experts

    def clean_first_on(self):
        day = self.cleaned_data["first_on"]
        if day < timezone.localdate():
            raise ValidationError("开始日期不能早于今天，请改为今天或以后。")
        return day

    def details(self) -> dict:
        return dict(self.cleaned_data)
