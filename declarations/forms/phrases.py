"""A phrase of the office."""

from pinzibiao.lib.forms import PortalModelForm

from ..models import ReasonPhrase


class PhraseForm(PortalModelForm):
    class Meta:
        model = ReasonPhrase
        fields = ("section", "text", "is_ended")
        help_texts = {
            "text": "写明要补正什么、怎样算合格。退回补正时选用，可以再改。",
            "is_ended": "停用后不再出现在退回补正的选项里，已经写出的理由不变。",
        }

    def __init__(self, *args, region=None, **kwargs):
        super().__init__(*args, **kwargs)
        if region:
            self.instance.region = region

    def _get_validation_exclusions(self) -> set[str]:
        """The office is no field of the form, but the same phrase twice is refused in words."""
        return super()._get_validation_exclusions() - {"region"}
