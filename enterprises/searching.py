"""The search box of the enterprise list."""

import django_filters
from django import forms
from django.core.exceptions import ValidationError

from . import search

LABEL = "企业名称、曾用名、拼音、首字母或统一社会信用代码"
# So many keys are named one by one.
NAMED = 200
NOTHING_BUT_ALIKE = "没有名称与“{}”完全相符的企业，以下是名称相近的企业。"


class EnterpriseSearchFilter(django_filters.CharFilter):
    """Finds by a piece of a name, its sound or the code; when nothing is found, by names that differ in one character.

    Then the filter set's ``note`` says so.
    """

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"type": "search", "placeholder": LABEL})
        super().__init__(label=LABEL, max_length=100, widget=widget, validators=[refuse_too_short], **kwargs)

    def filter(self, rows, value):
        if not value:
            return rows
        found = search.search(rows, value)
        keys = list(found.order_by().values_list("pk", flat=True)[: NAMED + 1])
        if keys:
            # Looked for once: the page and its number ask for these rows by their keys.
            return found if len(keys) > NAMED else rows.filter(pk__in=keys)
        near = search.alike(rows, value)
        if not near.query.is_empty():
            self.parent.note = NOTHING_BUT_ALIKE.format(value)
        return near


def refuse_too_short(text: str) -> None:
    if search.is_too_short(text):
        raise ValidationError(search.TOO_SHORT, code="too_short")
