"""What changes who an enterprise is: a new name, another county."""

from django import forms
from django.core.exceptions import ValidationError

from pinzibiao.lib.forms import PortalForm
from pinzibiao.regions.models import Region

from ..codes import validate_name
from ..rules import refuse_future_day
from .choosing import EnterpriseChoiceField
from .people import county_choices


class RenameForm(PortalForm):
    """The name as the new business licence prints it."""

    name = forms.CharField(
        label="新名称", max_length=120, validators=[validate_name], help_text="与新营业执照一致，写全称。"
    )
    on = forms.DateField(label="更名日期", validators=[refuse_future_day], help_text="登记机关核准变更的日期。")


class MoveForm(PortalForm):
    """Where the enterprise goes; the day and the reason are kept."""

    county = forms.ChoiceField(label="迁入地", help_text="今后由该地市场监督管理局管理这家企业。")
    on = forms.DateField(label="迁移日期", validators=[refuse_future_day])
    reason = forms.CharField(
        label="迁移原因",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="例如：住所由临平区迁至仙居县，营业执照已变更。",
    )

    def __init__(self, *args, enterprise, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["county"].choices = [("", "请选择"), *county_choices(without=enterprise.county_id)]

    def clean_county(self) -> Region:
        return Region.objects.get(pk=self.cleaned_data["county"])


class MergeForm(PortalForm):
    """The other record of the same enterprise."""

    other = EnterpriseChoiceField(label="另一份档案")

    def __init__(self, *args, user, enterprise, **kwargs):
        super().__init__(*args, **kwargs)
        self.enterprise = enterprise
        self.fields["other"].user = user

    def clean_other(self):
        if self.cleaned_data["other"] == self.enterprise:
            raise ValidationError("这就是要保留的档案。请选择同一家企业的另一份档案。")
        return self.cleaned_data["other"]
