"""What was found at an authorisation that the year's plan drew."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from pinzibiao.casework.actions import OPINION_LIMIT
from pinzibiao.lib.forms import PortalForm

from ..models import SpotCheck
from ..values import not_of_the_future

# The trail's opinion begins with the result.
NOTE_LIMIT = OPINION_LIMIT - 100


class ResultForm(PortalForm):
    result = forms.ChoiceField(
        label="结果",
        choices=SpotCheck.Result.choices,
        widget=forms.RadioSelect,
        help_text="选“不合格”或“拒绝检查”的，登记的同时暂停授权，公众可见。",
    )
    checked_on = forms.DateField(label="检查日期")
    note = forms.CharField(
        label="检查情况",
        max_length=NOTE_LIMIT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="写明检查了什么、结论和依据。暂停授权时作为理由公开，不写个人信息。",
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, plan, **kwargs):
        kwargs["initial"] = {"key": uuid.uuid4()}
        super().__init__(*args, **kwargs)
        self.plan = plan

    def clean_checked_on(self):
        day = not_of_the_future(self.cleaned_data["checked_on"], "检查日期")
        if day < (drawn_on := timezone.localdate(self.plan.drawn_at)):
            raise ValidationError(f"检查日期不能早于抽取之日 {drawn_on}，请核对。")
        return day
