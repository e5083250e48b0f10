"""What the ledger of savings asks."""

from django import forms
from django.utils import timezone

from pinzibiao.lib.forms import PortalForm

from .. import rules


class NextYearForm(PortalForm):
    """What a yearly saving came to in another year."""

    saved_on = forms.DateField(
        label="计入日期", initial=timezone.localdate, help_text="核算到哪一天；年度按这一天计，一个年度只计一次。"
    )
    amount = forms.DecimalField(
        label="该年度节约成本（万元）",
        min_value=0.01,
        max_digits=14,
        decimal_places=2,
        help_text="按该年度实际核算，不沿用上年数。",
    )
    basis = forms.CharField(label="节约依据", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_saved_on(self):
        day = self.cleaned_data["saved_on"]
        if found := rules.not_future(day, "计入日期"):
            raise forms.ValidationError(found)
        return day


class VoidForm(PortalForm):
    reason = forms.CharField(label="作废原因", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))
