"""A problem's way from being raised to 销号."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from pinzibiao.casework.actions import record
from pinzibiao.casework.counters import next_number
from pinzibiao.casework.dated import value_of, values_of
from pinzibiao.casework.once import made_before
from pinzibiao.casework.procedure import Procedure
from pinzibiao.casework.refusals import NotReady, Refused
from pinzibiao.files.actions import claim

from .. import completeness, rules
from ..defaults import PROBLEM_DUE_DAYS
from ..models import Problem, ProblemEvidence
from ..states import PROBLEM_WORKFLOW
from . import savings
from .asking import raising_desk


@transaction.atomic
def raise_problem(*, by, enterprise, data: dict, project=None, key=None) -> Problem:
    """Write a new problem of ``enterprise``, with its number; ``by`` can then neither verify nor close it.

    ``data`` holds the problem's own fields; ``title`` and ``dimension`` are needed. Without ``raised_on`` it is
    today, without ``source`` an on-site diagnosis, without ``due_on`` the usual number of days.
    ``key`` is made with the form: sent again, it gives the same problem. Raises ``Refused``.
    """
    if before := made_before(Problem, by=by, key=key):
        return before
    values = {"source": Problem.Source.DIAGNOSIS, "raised_on": timezone.localdate(), **data}
    if found := rules.not_future(values["raised_on"], "提出日期"):
        raise Refused(found[0])
    values["responsible_unit"] = values.get("responsible_unit") or enterprise.name[:80]
    values["due_on"] = values.get("due_on") or _usual_due(values["raised_on"])
    problem = Problem.objects.create(
        number=_number(enterprise.county_id, values["raised_on"].year),
        enterprise=enterprise,
        county_id=enterprise.county_id,
        project=project,
        reported_by=by,
        **values,
    )
    record(
        problem, "raise", "提出问题", by=by, desk=raising_desk(by), key=key, data={"raised_on": str(problem.raised_on)}
    )
    return problem


@transaction.atomic
def add_evidence(problem, staged, *, by, note: str = "") -> list[ProblemEvidence]:
    """Add uploaded files as evidence of ``problem``; ``staged`` is what a ``FilesField`` cleaned to.

    A form sent twice adds nothing and leaves no second event.
    """
    defaults = {"added_by": by, "note": note}
    found = [
        ProblemEvidence.objects.get_or_create(problem=problem, file=file, defaults=defaults)
        for file in claim(staged, by, county_code=problem.county_id)
    ]
    if names := [row.file.name for row, is_new in found if is_new]:
        label = f"上传佐证材料 {len(names)} 份"
        record(problem, "add_evidence", label, by=by, desk=raising_desk(by), comment="、".join(names)[:2000])
    return [row for row, _ in found]


def _start(problem, *, by, data, event) -> None:
    for name in ("responsible_person", "root_cause"):
        if data.get(name):
            setattr(problem, name, data[name])


def _submit_result(problem, *, by, data, event) -> None:
    amount, kind, basis = savings.saving_of(data)
    problem.after_value = data.get("after_value", "")
    if found := rules.after_value(problem, problem.after_value):
        raise NotReady(found[0], found)
    problem.claimed_saving_wan, problem.claimed_saving_kind, problem.claimed_saving_basis = amount, kind, basis
    event.data = {"after_value": problem.after_value, **_told(amount, kind)}
    if staged := data.get("evidence"):
        add_evidence(problem, staged, by=by)


def _verify(problem, *, by, data, event) -> None:
    """What the verifier confirms counts; an act that says nothing confirms what the enterprise claimed."""
    claimed = {
        "saving_wan": problem.claimed_saving_wan,
        "saving_kind": problem.claimed_saving_kind,
        "saving_basis": problem.claimed_saving_basis,
    }
    amount, kind, basis = savings.saving_of(data if "saving_wan" in data else claimed)
    if amount and (found := savings.counted_by_measures(problem)):
        raise NotReady(found[0], found)
    problem.saving_wan, problem.saving_kind, problem.saving_basis = amount, kind, basis
    problem.verified_by = by
    event.data = _told(amount, kind) | {"claimed_wan": _text(problem.claimed_saving_wan)}


def _send_back(problem, *, by, data, event) -> None:
    problem.saving_wan, problem.saving_kind, problem.saving_basis = None, "", ""
    problem.verified_by = None


def _close(problem, *, by, data, event) -> None:
    day = data.get("solved_on") or timezone.localdate()
    if found := rules.solved_day(problem, day):
        raise NotReady("；".join(found), found)
    problem.solved_on, problem.closed_by = day, by
    savings.book_problem(problem)
    event.data = {"solved_on": day.isoformat(), **_saving_told(problem)}


def _park(problem, *, by, data, event) -> None:
    """A problem too hard for the enterprise alone may become the subject of a 质量攻坚项目."""
    if project := data.get("project"):
        problem.project = project
        event.data = {"project": project.pk, "project_title": project.title}


def _reopen(problem, *, by, data, event) -> None:
    """Solved no longer: what was verified and saved counts no more, and a new term runs.

    The enterprise may have moved since: an open case lies with the county that is competent now.
    """
    event.data = {"solved_on": str(problem.solved_on), "verifier": problem.verifier, **_saving_told(problem)}
    savings.void_all(problem, event.comment, by=by)
    problem.solved_on = problem.closed_by = problem.verified_by = problem.saving_wan = None
    problem.past_verifier = problem.saving_kind = problem.saving_basis = ""
    problem.due_on = data.get("due_on") or usual_due_from_today()
    problem.county_id = problem.enterprise.county_id


def _reconsider(problem, *, by, data, event) -> None:
    problem.due_on = usual_due_from_today()
    problem.county_id = problem.enterprise.county_id


def _told(amount, kind: str) -> dict:
    return {"saving_wan": _text(amount), "saving_kind": str(kind)}


def _saving_told(problem) -> dict:
    return _told(problem.saving_wan, problem.saving_kind)


def _text(amount) -> str | None:
    return None if amount is None else str(amount)


def usual_due() -> Callable[[date], date]:
    """The day by which a problem is to be solved when nobody says one, by the day on which it was raised."""
    days = values_of(PROBLEM_DUE_DAYS)
    return lambda raised_on: raised_on + timedelta(days=days(raised_on))


def usual_due_from_today() -> date:
    return _usual_due(timezone.localdate())


def _usual_due(raised_on: date) -> date:
    return raised_on + timedelta(days=value_of(PROBLEM_DUE_DAYS, raised_on))


def number_series(county: str, year: int) -> tuple[str, str]:
    """The counter of a place and year, and what stands before its numbers."""
    return f"problem/{county}/{year}", f"WT-{county}-{year}-"


def _number(county: str, year: int) -> str:
    series, prefix = number_series(county, year)
    return f"{prefix}{next_number(series):04d}"


PROBLEM_PROCEDURE = Procedure(
    model="cultivation.problem",
    workflow=PROBLEM_WORKFLOW,
    sits_at=rules.sits_at,
    ready={"verify": completeness.proof_is_there, "close": completeness.proven_and_done},
    effects={
        "start": _start,
        "submit_result": _submit_result,
        "verify": _verify,
        "send_back": _send_back,
        "close": _close,
        "park": _park,
        "reopen": _reopen,
        "reconsider": _reconsider,
    },
)
take = PROBLEM_PROCEDURE.take
