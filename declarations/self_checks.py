"""年度自查: by when the holder of an authorisation next looks over its own product, and from when on it is asked."""

from datetime import date, timedelta

from pinzibiao.casework.dated import value_of

from .defaults import SELF_CHECK_REMINDERS
from .models import Authorisation


def next_check(authorisation: Authorisation, after: date) -> date | None:
    """The first anniversary of the authorisation after a day; none at the end of the term, which renewal looks at."""
    years = max(1, after.year - authorisation.valid_from.year)
    day = years_after(authorisation.valid_from, years)
    if day <= after:
        day = years_after(authorisation.valid_from, years + 1)
    return day if day <= authorisation.valid_to else None


def asked_days() -> int:
    """How many days before the deadline a self-check is asked for."""
    return max(value_of(SELF_CHECK_REMINDERS))


def check_is_asked(due_on: date | None, today: date) -> bool:
    return due_on is not None and today >= due_on - timedelta(days=asked_days())


def years_after(day: date, years: int) -> date:
    """The same day ``years`` later; 1 March after a 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
