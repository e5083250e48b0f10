"""The two columns by which every scoped row is found: its county, and its city made from it by Postgres.

A place is asked as a range of one code (``>= '330100' AND <= '330100'``), and a list of it is sorted by that code
first: so only the place's own index keeps the order. With a plain equality PostgreSQL takes the code out of the sort,
thinks a great city's rows spread evenly, and walks the whole table backwards by its key: a second for a million rows
that cluster by region, as imports make them.
"""

from django.db import models
from django.db.models import F, Func


class CityOf(Func):
    """SQL for ``city_code_of``: the first four characters and ``00``."""

    arity = 1
    template = "(substr(%(expressions)s, 1, 4) || '00')"
    output_field = models.CharField(max_length=6)


class InCounty(models.Model):
    """A row that belongs to one competent county or zone. ``county_id`` is the six-character code."""

    county = models.ForeignKey(
        "regions.Region", models.PROTECT, db_column="county_code", related_name="+", verbose_name="属地", db_index=False
    )
    city_code = models.GeneratedField(
        expression=CityOf(F("county")), output_field=models.CharField(max_length=6), db_persist=True
    )

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["county", "-id"], include=["city_code"], name="%(class)s_county"),
            models.Index(fields=["city_code", "-id"], name="%(class)s_city"),
        ]


def at_every_level(name: str, *fields: str, condition: models.Q | None = None) -> list[models.Index]:
    """Indexes of a filter or a sort for the province, a city and a county, each ending in the list's own order.

    With an index of the filter alone PostgreSQL walks through the whole province for a county's rows: it takes the
    county for spread evenly, and imports put a county's rows side by side. A county's index holds the city too, so
    that a city's officer who chooses a county is answered by the index alone.
    """
    scopes = {"": ((), None), "_city": (("city_code",), None), "_county": (("county",), ["city_code"])}
    return [
        models.Index(fields=[*scope, *fields, "-id"], include=held, name=f"{name}{level}", condition=condition)
        for level, (scope, held) in scopes.items()
    ]


def within(queryset: models.QuerySet, region, path: str = "") -> models.QuerySet:
    """Rows of ``queryset`` in ``region`` and below it, by one column.

    ``path`` leads to the scoped row, e.g. ``"enterprise__"``. No region sees nothing.
    """
    if region is None:
        return queryset.none()
    if not (column := column_of(region.code)):
        return queryset
    return queryset.filter(**{f"{path}{column}__gte": region.code, f"{path}{column}__lte": region.code})


def column_of(code: str) -> str:
    """The column that holds a place's code; none for the province, which holds all."""
    if code.endswith("0000"):
        return ""
    return "city_code" if code.endswith("00") else "county_id"
