"""Numbers without gaps: one locked row for a series."""

from django.db import connection

SQL = """
INSERT INTO casework_counter (series, last) VALUES (%s, 1)
ON CONFLICT (series) DO UPDATE SET last = casework_counter.last + 1 RETURNING last
"""


def next_number(series: str) -> int:
    """The next number of ``series``, from 1. Held until the transaction ends: a rollback leaves no gap."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, [series])
        return cursor.fetchone()[0]
