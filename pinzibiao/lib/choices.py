"""The words of a field's choices, put together once: Django's ``get_…_display`` does it for every cell."""

from functools import cache

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model


@cache
def words_of(kind: type, name: str) -> dict:
    """``{value: words}`` of a model's field; nothing where there is no such field, or it has no choices."""
    if not issubclass(kind, Model):
        return {}
    try:
        return {value: str(words) for value, words in kind._meta.get_field(name).flatchoices}
    except (FieldDoesNotExist, AttributeError):
        return {}
