"""Whose turn a declaration is: the desks at which each kind of person sits, and a column that sorts by it.

An officer's list begins with what awaits the officer. Computed for each question that sort reads every case of the
province; stored for each level, an index keeps it.
"""

from django.db import models
from django.db.models import Case, Value, When

from pinzibiao.accounts.models import Role
from pinzibiao.casework.workflow import Desk

from .states import WORKFLOW

FIRST, LATER = 0, 1
DESKS_OF_KIND = {
    Role.Kind.COUNTY: (Desk.COUNTY,),
    Role.Kind.CITY: (Desk.CITY, Desk.PUBLICITY),
    Role.Kind.PROVINCE: (Desk.PROVINCE, Desk.PUBLICITY),
    Role.Kind.ENTERPRISE: (Desk.ENTERPRISE, Desk.SIGNATORY),
    Role.Kind.EXPERT: (Desk.EXPERT, Desk.LEADING_EXPERT),
}
# The column that holds the place of an officer of the kind, and whether it is the turn of that level.
COLUMNS = {Role.Kind.COUNTY: "county_turn", Role.Kind.CITY: "city_turn", Role.Kind.PROVINCE: "province_turn"}
PLACES = {Role.Kind.COUNTY: ("county",), Role.Kind.CITY: ("city_code",), Role.Kind.PROVINCE: ()}


def awaiting(user) -> list[str]:
    """Statuses whose cases lie on a desk at which this person sits."""
    return _awaited(user.kind)


def mine_first(user, rows: models.QuerySet) -> models.QuerySet:
    """``rows`` with those that await the person first, the nearest deadline at the top."""
    column = COLUMNS.get(user.kind)
    if column is None:
        column = "turn"
        rows = rows.annotate(turn=_turn(user.kind))
    return rows.order_by(column, "due_on", "-id")


def turn_column(kind: Role.Kind) -> models.GeneratedField:
    """0 while a case awaits officers of ``kind``, else 1; Postgres keeps it with the status."""
    return models.GeneratedField(expression=_turn(kind), output_field=models.SmallIntegerField(), db_persist=True)


def turn_indexes() -> list[models.Index]:
    """The order of ``mine_first`` for officers of every level, each within its place."""
    return [
        models.Index(fields=[*PLACES[kind], column, "due_on", "-id"], name=f"declaration_{column}")
        for kind, column in COLUMNS.items()
    ]


def _turn(kind: Role.Kind | None) -> Case:
    first = When(status__in=_awaited(kind), then=Value(FIRST))
    return Case(first, default=Value(LATER), output_field=models.SmallIntegerField())


def _awaited(kind: Role.Kind | None) -> list[str]:
    return WORKFLOW.lying_at(*DESKS_OF_KIND.get(kind, ()))
