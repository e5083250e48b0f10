"""Rows of the short tables that nobody changes while the portal runs: regions, industries.

Every list shows the county's name. Joined, the database and Django make both rows anew for each line of each page,
which costs more than the line itself.
"""

from collections.abc import Iterable

from django.db import models

from .pieces import kept


def fill(objects: list[models.Model], names: Iterable[str]) -> None:
    """Gives every object the rows behind its foreign keys ``names``, as ``select_related`` would."""
    if not objects:
        return
    for name in names:
        field = objects[0]._meta.get_field(name)
        rows = kept_rows(field.related_model, {getattr(one, field.attname) for one in objects} - {None})
        for one in objects:
            if key := getattr(one, field.attname):
                field.set_cached_value(one, rows[key])


def kept_rows(model: type[models.Model], keys: set) -> dict:
    """By key, those of ``keys`` that there are among others; each is asked for once a minute."""
    known = kept(("reference", model), dict)
    if unknown := keys - known.keys():
        known |= model._base_manager.in_bulk(unknown)
    return known
