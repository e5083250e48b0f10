"""The form of every act: an opinion, the one-time key, and the number of moves the person saw."""

import uuid

from django import forms

from pinzibiao.lib.forms import PortalForm

from .actions import OPINION_LIMIT


class MoveForm(PortalForm):
    """What each move asks. A room's own form for an action extends this one."""

    comment = forms.CharField(
        label="意见", required=False, max_length=OPINION_LIMIT, widget=forms.Textarea(attrs={"rows": 4})
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    expected = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, case, move, user, **kwargs):
        kwargs.setdefault("initial", {}).update(key=uuid.uuid4(), expected=case.moves)
        super().__init__(*args, **kwargs)
        self.case, self.move, self.user = case, move, user
        self.fields["comment"].required = move.needs_comment

    def details(self) -> dict:
        """The cleaned answers beyond the three that every act has: the effect's ``data``."""
        return {name: value for name, value in self.cleaned_data.items() if name not in MoveForm.base_fields}
