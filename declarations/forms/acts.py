"""What the forms of our acts share."""

from django import forms

from pinzibiao.casework.forms import MoveForm
from pinzibiao.lib.forms import prepare_field


class ActForm(MoveForm):
    """Base of our acts' forms. ``intro`` is a template shown above the fields, ``body`` one instead of them."""

    intro = ""
    body = ""
    asks_opinion = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.asks_opinion:
            self.fields["comment"].widget = forms.HiddenInput()

    def add(self, name: str, field: forms.Field) -> None:
        prepare_field(field)
        self.fields[name] = field
