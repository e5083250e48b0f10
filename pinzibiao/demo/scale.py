"""A province's worth of rows: believable enterprises and cases, the same every time out of the same seed."""

from collections.abc import Callable
from datetime import date

from django.db import connection, transaction

from cultivation.models import Measure, Problem
from declarations.models import Declaration
from enterprises.models import Enterprise, Product, YearFigure
from pinzibiao.accounts.models import User
from visits.models import Diagnosis, HelpVisit, VisitProblem

from . import scale_sql as db
from .scale_declarations import make_declarations
from .scale_help import make_help, make_words
from .scale_library import make_library, make_members
from .scale_places import is_there, make_officers, make_places
from .scale_registers import make_enterprises, make_standards, make_what_hangs_on_them

SEED = 2023
REGISTERS = (Enterprise, Product, YearFigure)
CASES = (HelpVisit, HelpVisit.experts.through, HelpVisit.problems.through, Problem, Measure, Diagnosis, VisitProblem)
NUMBERED = {
    "enterprise": Enterprise,
    "product": Product,
    "user": User,
    "visit": HelpVisit,
    "problem": Problem,
    "measure": Measure,
    "declaration": Declaration,
}


def seed_scale(total: int, seed: int, today: date, say: Callable[[str], None]) -> bool:
    """Add ``total`` enterprises with what belongs to them; False when scale rows are there already. All or nothing."""
    if is_there():
        return False
    with transaction.atomic():
        make_officers(seed)
        _make(total, seed, today, say)
    say("统计信息……")
    _tidy()
    return True


def _make(total: int, seed: int, today: date, say: Callable[[str], None]) -> None:
    with db.making(seed, today, NUMBERED):
        make_places(total, seed)
        make_standards(total)
        with db.without_indexes(*REGISTERS):
            make_enterprises(total, say)
            make_what_hangs_on_them(say)
            say("索引……")
        make_words()
        make_members()
        with db.without_indexes(*CASES):
            make_help(say)
            say("索引……")
        make_library(say)
        make_declarations(say)


def _tidy() -> None:
    """What autovacuum would do within the hour, now: the planner must know the tables before anybody measures."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("RESET statement_timeout")
