"""A drawn check's result, kept by the act that follows from it."""

from .. import spot_checks
from ..models import Declaration
from . import standing


def pass_spot_check(case: Declaration, *, by, data, event) -> None:
    spot_checks.close(case, by=by, data=data, event=event)


def suspend(case: Declaration, *, by, data, event) -> None:
    standing.suspend(case, by=by, data=data, event=event)
    spot_checks.close(case, by=by, data=data, event=event)
