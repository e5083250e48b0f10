"""Numbers without gaps: one locked row for a series."""

from django.db import connection

SQL = """
INSERT INTO casework_counter (series, last) VALUES (%s, 1)
ON CONFLICT (series) DO UPDATE SET last = casework_counter.last + 1 RETURNING last
"""

BLOCKS = """
INSERT INTO casework_counter (series, last) SELECT series, many FROM unnest(%s::text[], %s::bigint[]) b (series, many)
ORDER BY series
ON CONFLICT (series) DO UPDATE SET last = casework_counter.last + excluded.last RETURNING series, last
"""


def next_number(series: str) -> int:
    """The next number of ``series``, from 1. Held until the transaction ends: a rollback leaves no gap."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, [series])
        return cursor.fetchone()[0]


def next_blocks(wanted: dict[str, int]) -> dict[str, int]:
    """So many numbers of each series at once; gives the first of each block. Held like a single one."""
    with connection.cursor() as cursor:
        cursor.execute(BLOCKS, [list(wanted), list(wanted.values())])
        return {series: last - wanted[series] + 1 for series, last in cursor.fetchall()}
