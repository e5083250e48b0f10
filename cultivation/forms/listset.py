"""The lists of a new programme year."""

from django import forms

from pinzibiao.lib.forms import PortalForm

from ..models import ListSet
from ..presets import PRESETS


class ListSetForm(PortalForm):
    """A year and the preset its lists begin with."""

    year = forms.IntegerField(label="年度", min_value=2014, max_value=2100)
    preset = forms.ChoiceField(label="套表", choices=[(key, preset.title) for key, preset in PRESETS.items()])

    def clean_year(self) -> int:
        year = self.cleaned_data["year"]
        if ListSet.objects.filter(year=year).exists():
            raise forms.ValidationError(f"{year} 年的清单已经建立，请直接打开。")
        return year
