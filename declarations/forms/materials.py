"""What the province rules about the materials."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from pinzibiao.lib.forms import PortalModelForm

from ..models import MaterialRule

KEPT = ("sub_brand", "category", "kind", "is_required", "note", "valid_from")


class MaterialRuleForm(PortalModelForm):
    """A rule that has begun can only be ended, not before today: whoever has submitted keeps what held that day."""

    class Meta:
        model = MaterialRule
        fields = (*KEPT, "valid_to")
        help_texts = {
            "sub_brand": "不选则各子品牌通用。",
            "category": "与企业档案中产品的「产品类别」一字不差，例如：医疗器械。不填则各类别通用。",
            "is_required": "不勾选的可以不传；可用来对某一子品牌或类别免去通用的要求。",
            "note": "企业上传时看到，例如：加盖公章的彩色扫描件。",
            "valid_from": "这一天起提交的申报按此要求；此前提交的不变。最早为明天。",
            "valid_to": "这一天以后提交的申报不再按此要求；一直有效的留空。最早为今天。",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        if self.instance.pk and self.instance.valid_from <= today:
            for name in KEPT:
                self._lock(name, "已经启用，不能改。需要改变的，请填停用日期并另加一项。")
        if self.instance.valid_to and self.instance.valid_to < today:
            self._lock("valid_to", "已经停用，不能改。需要恢复的，请另加一项。")

    def _lock(self, name: str, why: str) -> None:
        self.fields[name].disabled = True
        self.fields[name].help_text = why

    def clean_category(self) -> str:
        return self.cleaned_data["category"].strip()

    def clean_valid_from(self):
        day = self.cleaned_data["valid_from"]
        return day if self.fields["valid_from"].disabled else _not_before(day, timezone.localdate() + timedelta(days=1))

    def clean_valid_to(self):
        day = self.cleaned_data["valid_to"]
        return day if day is None or self.fields["valid_to"].disabled else _not_before(day, timezone.localdate())


def _not_before(day, first):
    if day < first:
        raise ValidationError(f"最早为 {first}：已经提交的申报不因此改变。")
    return day
