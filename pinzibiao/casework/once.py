"""A form sent twice makes one record: the second finds what the first made."""

import uuid

from django import forms
from django.db import connection

from .models import Event


class OnceForm(forms.Form):
    """Mixin of forms that make a case: a key made with the form, handed to ``record`` with the case's first event."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)


def made_before(model, *, by, key):
    """What ``by`` made by the form with ``key``, or None. Call inside the transaction that makes it.

    A repeat that comes while the first is still being written waits for it.
    """
    if key is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{by.pk}:{key}"])
    event = Event.objects.filter(by_id=by.pk, key=key, subject_type=model._meta.label_lower).first()
    return model._default_manager.filter(pk=event.subject_id).first() if event else None
