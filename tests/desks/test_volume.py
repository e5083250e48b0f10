"""Every list, filter and sort over thousands of rows: no statement reads a big table from end to end."""

from datetime import date

import pytest
from django import forms
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver, reverse

from pinzibiao.accounts.models import User
from pinzibiao.demo.scale import SEED, seed_scale
from pinzibiao.lib import paging
from pinzibiao.lib.pages import ListPage
from tests.cast import signed_in
from tests.clone import cloned

pytestmark = pytest.mark.django_db
TOTAL = 20_000
# Rows from which on a table is big, rows of it that one step may read, and 8 kB pages that one statement may touch.
BIG, MOST_ROWS, MOST_PAGES = 5_000, TOTAL // 3, 2_500
TODAY = date(2026, 11, 25)
WHO = {"province": "330000-1", "county": "330110-1"}
TYPED = {"q": "恒瑞", "class_code": "C2720", "year": "2025"}
# These stay short: an office has a few dozen of each, however many enterprises there are.
SHORT = {"accounts", "regions", "jobs", "exchange", "experts", "projects", "reports", "public"}


def lists(resolver=None, prefix: str = ""):
    """``(address, view class)`` of every list that grows with the enterprises."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if not isinstance(pattern, URLPattern):
            yield from lists(pattern, prefix + (f"{pattern.namespace}:" if pattern.namespace else ""))
        elif _is_long(prefix, pattern):
            yield reverse(prefix + pattern.name), pattern.callback.view_class


def _is_long(prefix: str, pattern: URLPattern) -> bool:
    view = getattr(pattern.callback, "view_class", None)
    is_list = view is not None and issubclass(view, ListPage) and not pattern.pattern.converters
    return is_list and prefix.split(":")[0] not in SHORT


@pytest.fixture(scope="module", autouse=True)
def scale(django_db_setup, django_db_blocker):
    """A database of 20,000 enterprises with all that belongs to them, side by side by county."""
    with django_db_blocker.unblock(), cloned("volume"):
        assert seed_scale(TOTAL, SEED, TODAY, lambda text: None)
        connections.close_all()
        yield


def big_tables() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > %s AND relpages > 100", [BIG])
        return {name for (name,) in cursor.fetchall()}


def addresses(client, address: str, view) -> list[str]:
    """The list as it is, by each filter, and by each sort."""
    page = client.get(address).context
    found = [address]
    for name, field in page["filterset"].form.fields.items():
        found += [f"{address}?{query}" for query in _queries(name, field)]
    for column in page["table"].table.columns:
        if column.orderable:
            found += [f"{address}?sort={column.name}", f"{address}?sort=-{column.name}"]
    return found


def _queries(name: str, field: forms.Field) -> list[str]:
    if suffixes := getattr(field.widget, "suffixes", None):
        return [f"{name}_{suffixes[0]}=2026-06-01"]
    choices = [value for value, _ in _flat(getattr(field, "choices", ())) if value not in ("", None)]
    if choices:
        return [f"{name}={choices[0]}", f"{name}={choices[-1]}"]
    return [f"{name}={TYPED[name]}"] if name in TYPED else []


def _flat(choices):
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield value, label


def too_much(client, address: str, big: set[str]) -> list[str]:
    """What the statements of one page read beyond measure."""
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    assert response.status_code == 200, address
    told = [_told(query["sql"], big) for query in asked if _only_reads(query["sql"])]
    return [f"{address}: {words}" for words in told if words]


def _only_reads(sql: str) -> bool:
    """A change of a register begins with the history's own SELECT."""
    return sql.lstrip().startswith("SELECT") and "set_config(" not in sql


def _told(sql: str, big: set[str]) -> str:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) " + sql.replace("%", "%%"), ())
        plan = cursor.fetchone()[0][0]["Plan"]
    pages = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
    whole = {node["Relation Name"] for node in _nodes(plan) if _reads_much(node)} & big
    if whole or pages > MOST_PAGES:
        return f"{pages} pages, whole tables {sorted(whole)}: {sql[:300]}"
    return ""


def _nodes(plan: dict):
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)


def _reads_much(node: dict) -> bool:
    """A table read from its beginning until no limit stopped it, or an index walked past rows of other places.

    An index that answers by itself is read a hundred rows a page; the pages are counted.
    """
    if node["Node Type"] == "Index Only Scan" or "Relation Name" not in node:
        return False
    read = (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
    return read > (BIG if node["Node Type"] == "Seq Scan" else MOST_ROWS)


def test_there_are_lists_to_look_at():
    assert {"/enterprises/", "/cultivation/problems/", "/visits/", "/declarations/"} <= {url for url, _ in lists()}
    assert {"enterprises_enterprise", "cultivation_problem", "visits_helpvisit"} <= big_tables()


@pytest.mark.parametrize("who", WHO)
def test_no_list_reads_a_big_table_from_end_to_end(who, monkeypatch):
    # 10,001 of a million, as it is of 20,000.
    monkeypatch.setattr(paging, "COUNT_BOUND", 500)
    client, big = signed_in(User.objects.get(username=WHO[who])), big_tables()
    found = [
        words
        for address, view in lists()
        for one in addresses(client, address, view)
        for words in too_much(client, one, big)
    ]
    assert found == []


def test_a_table_read_from_end_to_end_is_found():
    assert "enterprises_enterprise" in _told(
        "SELECT id FROM enterprises_enterprise WHERE plant_address = 'x'", big_tables()
    )
