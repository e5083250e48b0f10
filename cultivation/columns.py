"""The columns of one list as they are used: what each shows of a row, by which field it is written, by whom."""

from dataclasses import dataclass

from django.db.models import Expression, OuterRef, QuerySet, Subquery

from .models import ListColumn, ListDefinition, ListValue
from .models.listset import EDITORS
from .projections import PROJECTIONS, Projection

Source = ListDefinition.Source
Type = ListColumn.Type
# Which of a value's five ties leads to the rows of a list.
OWNER_OF = {
    Source.ENTRIES: "entry",
    Source.BENCHMARKS: "benchmark",
    Source.STANDARD_PLANS: "plan",
    Source.PROBLEMS: "problem",
    Source.REQUESTS: "problem",
    Source.RESULTS: "problem",
    Source.MEASURES: "measure",
}
KIND_OF_TYPE = {Type.LONG: "long", Type.NUMBER: "measured", Type.DAY: "date"}
FIELD_OF_TYPE = {Type.NUMBER: "number", Type.DAY: "day"}


@dataclass(frozen=True)
class ShownColumn:
    """A column with what it shows; ``name`` is the annotation of the rows that holds it."""

    column: ListColumn
    shows: Projection

    @property
    def name(self) -> str:
        return self.column.name

    @property
    def label(self) -> str:
        return self.column.label

    @property
    def kind(self) -> str:
        return self.shows.kind

    @property
    def editors_text(self) -> str:
        return "、".join(dict(EDITORS)[kind] for kind in self.column.editors)

    @property
    def can_be_written(self) -> bool:
        return self.column.is_extra or bool(self.shows.field)


def value_field(column: ListColumn) -> str:
    """In which column of ``ListValue`` an extra column keeps its values."""
    return FIELD_OF_TYPE.get(column.type, "text")


def shown_columns(definition: ListDefinition) -> list[ShownColumn]:
    """The columns that the page shows, in order; one whose projection is gone is left out."""
    return [one for one in known_columns(definition) if one.column.is_shown]


def known_columns(definition: ListDefinition) -> list[ShownColumn]:
    """Those hidden too."""
    found = ((column, _shows(column, definition)) for column in definition.columns.all())
    return [ShownColumn(column, shows) for column, shows in found if shows]


def with_values(rows: QuerySet, columns: list[ShownColumn], year: int) -> QuerySet:
    """The rows with every column's value beside them."""
    return rows.annotate(**{one.name: one.shows.expression(year) for one in columns})


def _shows(column: ListColumn, definition: ListDefinition) -> Projection | None:
    if not column.is_extra:
        return PROJECTIONS[definition.source].get(column.key)
    kind = KIND_OF_TYPE.get(column.type, "text")
    order = "" if kind == "long" else column.name
    return Projection(column.label, lambda _: _value_of(column, OWNER_OF[definition.source]), kind, order)


def _value_of(column: ListColumn, owner: str) -> Expression:
    values = ListValue.objects.filter(**{"column": column.pk, owner: OuterRef("pk")})
    return Subquery(values.values(value_field(column))[:1])
