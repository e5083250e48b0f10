"""Freezes a year's lists in a seeded database, as the job does, and beside it copies bare columns. Run by scaled.py.

The floor is a table made of the problem list's twenty columns alone, without words, hashes, keys or triggers.
"""

import json
import os
import sys
import time
from pathlib import Path

SCRIPT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(SCRIPT), str(SCRIPT.parent)]

import django  # noqa: E402

django.setup()

from django.db import connection, transaction  # noqa: E402

from benchmarks import asked, lean_lists  # noqa: E402
from cultivation.actions.snapshots import ask_snapshot, take_snapshot, wrong_lists  # noqa: E402
from cultivation.models import ListSet  # noqa: E402
from pinzibiao.accounts.models import User  # noqa: E402

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "1"))


def main():
    by = User.objects.get(username=asked.PEOPLE["province"][0])
    for _ in range(ROUNDS):
        ours, shot = timed(freeze, by)
        checked, wrong = timed(wrong_lists, shot)
        floor, rows = timed(copy_bare)
        line = {"name": "snapshot", "rows": shot.rows_count, "seconds": ours, "verified_in": checked, "wrong": wrong}
        print(json.dumps(line | {"floor_rows": rows, "floor_seconds": floor}, ensure_ascii=False), flush=True)


def freeze(by):
    list_set = ListSet.objects.get(year=asked.YEAR)
    return take_snapshot(ask_snapshot(by=by, list_set=list_set, kind="day", name="测量"), lambda *_: None)


def copy_bare() -> int:
    """The rows of the problem list as they are."""
    where = next(where for name, _, where in asked.OTHERS if name == "five lists")
    statement = lean_lists.STATEMENTS["five lists"].format(where=where).replace("LIMIT 25", "")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '9min'")
        cursor.execute(f"CREATE TEMPORARY TABLE plain ON COMMIT DROP AS SELECT r::text AS line FROM ({statement}) r")
        return cursor.rowcount


def timed(work, *told) -> tuple:
    start = time.perf_counter()
    found = work(*told)
    return round(time.perf_counter() - start, 2), found


if __name__ == "__main__":
    main()
