"""One value for many rows of a list."""

from django import forms

from pinzibiao.lib.forms import PortalForm


class ChooseColumnForm(PortalForm):
    """Which of the columns that are open to the person."""

    column = forms.ChoiceField(label="要填写的列")

    def __init__(self, *args, columns, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["column"].choices = [(str(one.column.pk), one.label) for one in columns]
