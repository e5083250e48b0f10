"""A province's worth of rows: believable enterprises and cases, the same every time out of the same seed."""

from collections.abc import Callable
from datetime import date

from django.db import connection, transaction

from enterprises.models import Enterprise, Product, YearFigure

from . import scale_sql as db
from .scale_places import is_there, make_places
from .scale_registers import make_enterprises, make_standards, make_what_hangs_on_them

SEED = 2023
BIG = (Enterprise, Product, YearFigure)
NUMBERED = {"enterprise": Enterprise, "product": Product}


def seed_scale(total: int, seed: int, today: date, say: Callable[[str], None]) -> bool:
    """Add ``total`` enterprises with what belongs to them; False when scale rows are there already. All or nothing."""
    if is_there():
        return False
    with transaction.atomic(), db.making(seed, today, NUMBERED):
        make_places(total, seed)
        make_standards(total)
        with db.without_indexes(*BIG):
            make_enterprises(total, say)
            make_what_hangs_on_them(say)
            say("索引……")
    say("统计信息……")
    _tidy()
    return True


def _tidy() -> None:
    """What autovacuum would do within the hour, now: the planner must know the tables before anybody measures."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("RESET statement_timeout")
