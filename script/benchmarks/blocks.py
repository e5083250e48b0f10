"""How many 8 kB blocks Postgres touches for a page: the same however busy the machine is, so growth shows clearly."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

EXPLAIN = "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON, TIMING OFF) "
COUNTED = ("Shared Hit Blocks", "Shared Read Blocks", "Temp Read Blocks", "Temp Written Blocks")


def touched(client: Client, address: str) -> int:
    """Blocks of every SELECT of one page, each asked again."""
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    asked = (query["sql"].strip() for query in captured)
    return sum(_blocks(sql) for sql in asked if sql.startswith("SELECT"))


def _blocks(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(EXPLAIN + sql)
        (plan,) = cursor.fetchone()[0]
    return sum(plan["Plan"][name] for name in COUNTED)
