"""Which messages come by mail too."""

from django import forms

from pinzibiao.lib.forms import PortalForm

from .kinds import Kind


class MailForm(PortalForm):
    kinds = forms.MultipleChoiceField(label="发到邮箱的内容", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, choices: list[tuple[Kind, bool]], **kwargs):
        kwargs.setdefault("initial", {})["kinds"] = [kind.name for kind, is_wanted in choices if is_wanted]
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = [(kind.name, kind.label) for kind, _ in choices]
