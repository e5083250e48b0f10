"""Indexes that several registers have alike."""

from django.contrib.postgres.indexes import OpClass
from django.db.models import Index
from django.db.models.functions import Reverse


def number_ending(name: str) -> Index:
    """Finds a ``number`` by its last characters."""
    return Index(OpClass(Reverse("number"), name="varchar_pattern_ops"), name=name)
