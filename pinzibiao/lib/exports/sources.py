"""What the database is asked for a column, and how a whole column of answers becomes cells."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import models
from django.utils import timezone

from .values import ILLEGAL, YES_NO, cell, own_value

# Rows behind a foreign key whose words are kept at a time; a register has some thousands, a list of cases any number.
WORDS_KEPT = 20_000


@dataclass(frozen=True)
class Source:
    """``path`` is fetched; ``cells`` turns a column of what came into a column of cells; ``form`` is how they look."""

    path: str
    cells: Callable[[Sequence], Iterable]
    form: str = ""


def source_of(objects: models.QuerySet, table, column) -> Source | None:
    """Where the column's value comes from, or None when only a row itself can tell."""
    own = own_value(table, column)
    found = _told(objects, str(column.accessor).replace(".", "__"))
    if found is None or own is None:
        return found
    if own.needs_record:
        return None
    return replace(found, cells=lambda values: [cell(own(value, None)) for value in found.cells(values)])


def _told(objects: models.QuerySet, path: str) -> Source | None:
    if path in objects.query.annotations:
        return _source(path, objects.query.annotations[path].output_field)
    *joins, last = path.split("__")
    model = objects.model
    for name in joins:
        join = _field(model, name)
        if join is None or not (join.many_to_one or join.one_to_one):
            return None
        model = join.related_model
    field = model._meta.pk if last == "pk" else _field(model, _undisplayed(last))
    return _source("__".join([*joins, field.attname]), field) if field and field.concrete else None


def _undisplayed(name: str) -> str:
    return name.removeprefix("get_").removesuffix("_display") if name.endswith("_display") else name


def _field(model: type[models.Model], name: str) -> models.Field | None:
    return next((field for field in model._meta.get_fields() if field.name == name and field.concrete), None)


def _source(path: str, field: models.Field) -> Source | None:
    field = field.output_field if isinstance(field, models.GeneratedField) else field
    if field.is_relation:
        return Source(path, Words(field.related_model))
    if field.flatchoices:
        labels = {value: str(label) for value, label in field.flatchoices}
        return Source(path, lambda values: [labels.get(value, value) or None for value in values])
    return next((Source(path, *how) for types, *how in BY_TYPE if isinstance(field, types)), None)


def _as_they_are(values: Sequence) -> Sequence:
    return values


def _yes_no(values: Sequence) -> Iterable:
    return map(YES_NO.get, values)


def _texts(values: Sequence) -> Sequence:
    """A thousand cells are looked at as one text: hardly ever is there anything to remove."""
    if "".join(filter(None, values)).isprintable():
        return [value or None for value in values]
    return [ILLEGAL.sub("", value) or None if value else None for value in values]


def _instants(values: Sequence) -> list:
    zone = timezone.get_current_timezone()
    return [value and value.astimezone(zone).replace(tzinfo=None) for value in values]


# The first that fits: an instant is a kind of day to Django.
BY_TYPE = (
    (models.BooleanField, _yes_no),
    (models.DateTimeField, _instants, "instant"),
    (models.DateField, _as_they_are, "day"),
    ((models.IntegerField, models.FloatField, models.DecimalField), _as_they_are),
    ((models.CharField, models.TextField), _texts),
)


class Words:
    """What rows behind a foreign key are called, asked once for each."""

    def __init__(self, model: type[models.Model]):
        self.model = model
        self.known: dict = {None: None}

    def __call__(self, keys: Sequence) -> list:
        if unknown := set(keys) - self.known.keys():
            if len(self.known) > WORDS_KEPT:
                self.known = {None: None}
                unknown = set(keys) - self.known.keys()
            rows = self.model._base_manager.in_bulk(unknown)
            self.known.update((key, cell(str(row))) for key, row in rows.items())
        return [self.known[key] for key in keys]
