"""Events, seals and versions are added and read; the database itself refuses everything else."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from pinzibiao.casework.actions import record
from pinzibiao.casework.models import Event, EventSeal, Version
from pinzibiao.casework.versions import freeze

pytestmark = pytest.mark.django_db
TABLES = ["casework_event", "casework_eventseal", "casework_version"]


@pytest.fixture
def rows(case, county_officer) -> dict:
    """One row in each table, so that there is something to change."""
    return {
        "casework_event": record(case, "read", "查看", by=county_officer),
        "casework_version": freeze(case, {"name": "甲"}, by=county_officer),
        "casework_eventseal": EventSeal.objects.create(from_tx=0, to_tx=1, count=0, digest="0" * 64, chained="0" * 64),
    }


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {table} SET id = id", "DELETE FROM {table}", "TRUNCATE {table} CASCADE"])
def test_the_database_refuses(rows, table, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table=table))
    assert type(rows[table]).objects.filter(pk=rows[table].pk).exists()


def test_the_application_cannot_either(rows):
    for change in (
        lambda: Event.objects.update(comment="改"),
        lambda: Event.objects.all().delete(),
        lambda: Version.objects.update(content={}),
        lambda: rows["casework_event"].delete(),
        lambda: rows["casework_event"].save(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_a_trail_outlives_its_case(rows, case):
    case.delete()
    assert Event.objects.filter(pk=rows["casework_event"].pk).exists()
