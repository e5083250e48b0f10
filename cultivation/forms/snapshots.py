"""Freezing a year's lists, and choosing two snapshots to compare."""

from django import forms
from django.utils import timezone

from pinzibiao.lib.forms import PortalForm, PortalModelForm

from ..models import ListSet, Snapshot


class SnapshotForm(PortalModelForm):
    """Of a day, as often as wanted; of a year, once."""

    list_set = forms.ModelChoiceField(label="清单", queryset=ListSet.objects.all())

    class Meta:
        model = Snapshot
        fields = ("list_set", "kind", "name")
        help_texts = {"kind": "年度冻结只能办一次：冻结以后，这一年的清单按冻结时的内容查看，列和内容都不能再改。"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("name", f"{timezone.localdate():%Y-%m-%d} 快照")


class CompareForm(PortalForm):
    """Which other snapshot."""

    other = forms.ModelChoiceField(label="与哪份快照对照", queryset=Snapshot.objects.none())

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = others
