"""An officer's mark of one item; the province's items."""

from django import forms

from pinzibiao.lib.forms import PortalForm, PortalModelForm

from ..content import SECTION_TITLES
from ..models import ChecklistItem, ChecklistMark

USED = ("section", "sub_brand", "text", "valid_from")


class MarkForm(PortalForm):
    verdict = forms.ChoiceField(label="结果", choices=ChecklistMark.Verdict.choices)
    note = forms.CharField(label="说明", required=False, max_length=200)


class ChecklistItemForm(PortalModelForm):
    section = forms.ChoiceField(label="部分", choices=list(SECTION_TITLES.items()))

    class Meta:
        model = ChecklistItem
        fields = ("position", "section", "sub_brand", "text", "valid_from", "valid_to")
        help_texts = {
            "position": "在清单中的次序，例如 1。",
            "sub_brand": "不选则各子品牌通用。",
            "text": "写明核对什么、怎样算符合。",
            "valid_from": "这一天起提交的申报按此项核对；此前提交的不变。",
            "valid_to": "这一天以后提交的申报不再核对此项；一直有效的留空。",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.marks.exists():
            for name in USED:
                self.fields[name].disabled = True
                self.fields[name].help_text = "已有核对结果，不能改。需要改写的，请停用本项并另加一项。"
