"""Standards."""

from django import forms

from pinzibiao.lib.forms import PortalModelForm

from ..codes import clean_standard_no
from ..models import Standard
from ..rules import refuse_future_day
from .choosing import EnterpriseChoiceField


class StandardForm(PortalModelForm):
    """One standard of the register; its number in one form however typed."""

    number = forms.CharField(label="标准号", max_length=60, help_text="例如 T/ZZB 0123—2020，连字符怎样写都可以。")
    lead_drafter = EnterpriseChoiceField(label="主要起草企业", required=False)

    class Meta:
        model = Standard
        fields = ("number", "title", "stage", "published_on", "in_force_on", "withdrawn_on", "lead_drafter")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lead_drafter"].user = user
        for name in ("published_on", "withdrawn_on"):
            self.fields[name].validators.append(refuse_future_day)

    def clean_number(self) -> str:
        return clean_standard_no(self.cleaned_data["number"])

    def clean(self):
        cleaned = super().clean()
        self._in_order("published_on", "in_force_on", "实施日期不能早于发布日期，请核对。")
        self._in_order("published_on", "withdrawn_on", "废止日期不能早于发布日期，请核对。")
        if cleaned.get("stage") in (Standard.Stage.PUBLISHED, Standard.Stage.IN_FORCE) and not cleaned.get(
            "published_on"
        ):
            self.add_error("published_on", "已发布的标准请填写发布日期。")
        return cleaned

    def _in_order(self, first: str, second: str, sentence: str) -> None:
        earlier, later = self.cleaned_data.get(first), self.cleaned_data.get(second)
        if earlier and later and later < earlier:
            self.add_error(second, sentence)
