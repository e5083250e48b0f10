"""A measure's way from plan to 销号."""

from django.db import transaction
from django.utils import timezone

from pinzibiao.casework.actions import record
from pinzibiao.casework.counters import next_number
from pinzibiao.casework.once import made_before
from pinzibiao.casework.procedure import Procedure
from pinzibiao.casework.refusals import NotReady, Refused
from pinzibiao.files.actions import claim

from .. import completeness, rules
from ..models import Measure, MeasureEvidence
from ..states import MEASURE_WORKFLOW
from .asking import raising_desk
from .savings import book_measure, saving_of


@transaction.atomic
def plan_measure(*, by, enterprise, problems, data: dict, key=None) -> Measure:
    """Write a new measure of ``enterprise`` that answers ``problems``; ``key`` as in ``raise_problem``.

    Raises ``Refused``.
    """
    if before := made_before(Measure, by=by, key=key):
        return before
    problems = list(problems)
    if not problems or any(problem.enterprise_id != enterprise.pk for problem in problems):
        raise Refused("请至少选择一个该企业的质量问题，措施要针对问题。")
    tools = data.pop("policy_tools", ())
    county, year = enterprise.county_id, timezone.localdate().year
    measure = Measure.objects.create(
        number=_number(county, year),
        enterprise=enterprise,
        county_id=county,
        created_by=by,
        **data,
    )
    measure.problems.set(problems)
    measure.policy_tools.set(tools)
    record(measure, "plan", "制定措施", by=by, desk=raising_desk(by), key=key)
    return measure


def number_series(county: str, year: int) -> tuple[str, str]:
    """The counter of a place and year, and what stands before its numbers."""
    return f"measure/{county}/{year}", f"CS-{county}-{year}-"


def _number(county: str, year: int) -> str:
    series, prefix = number_series(county, year)
    return f"{prefix}{next_number(series):04d}"


@transaction.atomic
def add_measure_evidence(measure, staged, *, by, note: str = "") -> list[MeasureEvidence]:
    """Add uploaded files as evidence of ``measure``. A form sent twice adds nothing and leaves no second event."""
    defaults = {"added_by": by, "note": note}
    found = [
        MeasureEvidence.objects.get_or_create(measure=measure, file=file, defaults=defaults)
        for file in claim(staged, by, county_code=measure.county_id)
    ]
    if names := [row.file.name for row, is_new in found if is_new]:
        label = f"上传佐证材料 {len(names)} 份"
        record(measure, "add_evidence", label, by=by, desk=raising_desk(by), comment="、".join(names)[:2000])
    return [row for row, _ in found]


def _start(measure, *, by, data, event) -> None:
    measure.starts_on = data.get("starts_on") or measure.starts_on or timezone.localdate()


def _finish(measure, *, by, data, event) -> None:
    day = data.get("done_on") or timezone.localdate()
    found = rules.not_future(day, "完成日期") + rules.not_before(day, measure.starts_on, "完成日期", "开始日期")
    if found:
        raise NotReady("；".join(found), found)
    measure.done_on = day
    measure.effect_after = data.get("effect_after") or measure.effect_after
    event.data = {"done_on": day.isoformat()}
    if staged := data.get("evidence"):
        add_measure_evidence(measure, staged, by=by)


def _send_back(measure, *, by, data, event) -> None:
    measure.done_on = None


def _rate(measure, *, by, data, event) -> None:
    rating = data.get("rating")
    if rating not in range(1, 6):
        raise NotReady("请为帮扶效果打 1–5 分。")
    measure.rating = rating
    event.data = {"rating": rating}


def _close(measure, *, by, data, event) -> None:
    """What the measure saved as a whole, where its problems do not each count their own."""
    amount, kind, basis = saving_of(data)
    if amount:
        book_measure(measure, measure.done_on, amount, kind, basis, by=by)
        event.data = {"saving_wan": str(amount), "saving_kind": str(kind)}


MEASURE_PROCEDURE = Procedure(
    model="cultivation.measure",
    workflow=MEASURE_WORKFLOW,
    sits_at=rules.sits_at,
    ready={"finish": completeness.measure_answers_a_problem},
    effects={"start": _start, "finish": _finish, "send_back": _send_back, "rate": _rate, "close": _close},
)
take = MEASURE_PROCEDURE.take
