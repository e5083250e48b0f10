"""Entering savings in the ledger and taking them out; the same money is never entered twice."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from pinzibiao.casework.actions import record
from pinzibiao.casework.dated import value_of
from pinzibiao.casework.refusals import NotReady, Refused
from pinzibiao.casework.workflow import Desk

from .. import rules
from ..defaults import SAVING_YEARS
from ..models import Measure, Problem, Saving


def saving_of(data) -> tuple:
    """``(amount, kind, basis)`` of an act's data, or nothing. Raises ``NotReady`` for one without a basis."""
    amount, kind, basis = data.get("saving_wan"), data.get("saving_kind", ""), data.get("saving_basis", "")
    if found := rules.saving(amount, kind, basis):
        raise NotReady(found[0], found)
    return (amount, kind, basis.strip()) if amount else (None, "", "")


def book_problem(problem: Problem) -> None:
    """A problem that is closed: its verified saving counts from the day on which it was solved."""
    if problem.saving_wan:
        values = {"amount_wan": problem.saving_wan, "kind": problem.saving_kind, "basis": problem.saving_basis}
        who = {"verified_by": problem.verified_by, "past_verifier": problem.past_verifier}
        _enter(problem, problem.project, problem.solved_on, **values, **who)


def book_measure(measure: Measure, saved_on: date, amount: Decimal, kind: str, basis: str, *, by) -> None:
    """A measure that is closed with a saving of its own; refused where a problem it answers has counted one."""
    problems = list(measure.problems.select_for_update(of=("self",)).order_by("pk"))
    counted = [one.number for one in problems if one.saving_wan]
    if counted:
        raise NotReady(f"问题 {'、'.join(counted)} 已单独核定节约，同一笔节约只计一次，请把本项节约留空。")
    if by.pk == measure.created_by_id:
        raise NotReady("制定措施的人不能核定它的节约，请由本单位另一位同事办理。")
    projects = {one.project_id: one.project for one in problems}
    project = next(iter(projects.values())) if len(projects) == 1 else None
    _enter(measure, project, saved_on, amount_wan=amount, kind=kind, basis=basis, verified_by=by)


def counted_by_measures(problem: Problem) -> list[str]:
    """What a measure has counted is not counted again by the problem it answers."""
    numbers = Measure.objects.filter(problems=problem, savings__voided_at=None, savings__isnull=False)
    found = "、".join(numbers.distinct().order_by("pk").values_list("number", flat=True))
    return [f"该问题的节约已计入措施 {found}，同一笔节约只计一次，请把节约成本留空。"] if found else []


@transaction.atomic
def continue_saving(saving: Saving, saved_on: date, amount: Decimal, basis: str, *, by) -> Saving:
    """The next year of a yearly saving, verified anew. Raises ``Refused``."""
    source = _locked(saving.source)
    if found := obstacles_to_year(source, saving, saved_on.year, by) + rules.not_future(saved_on, "计入日期"):
        raise Refused(found[0])
    entry = _enter(source, saving.project, saved_on, amount_wan=amount, kind=saving.kind, basis=basis, verified_by=by)
    data = {"year": entry.year, "saving_wan": str(amount)}
    record(source, "confirm_saving", f"核定 {entry.year} 年节约", by=by, desk=Desk.COUNTY, comment=basis, data=data)
    return entry


def obstacles_to_year(source, saving: Saving, year: int, by) -> list[str]:
    """Why ``by`` may not enter ``year`` after the live entries of ``source``."""
    years = list(source.savings.live().order_by("year").values_list("year", flat=True))
    if not years or saving.kind != Problem.SavingKind.YEARLY:
        return ["只有有效的“每年”节约才能按年度继续核定。"]
    if by.pk == author_of(source):
        return ["提出问题或制定措施的人不能核定它的节约，请由本单位另一位同事办理。"]
    last = years[0] + value_of(SAVING_YEARS) - 1
    if year in years:
        return [f"{year} 年的节约已经核定过了。"]
    if not years[0] < year <= last:
        return [f"这项节约从 {years[0]} 年起计，最多计到 {last} 年，请核对计入日期。"]
    return []


def author_of(source: Problem | Measure) -> int:
    return source.reported_by_id if isinstance(source, Problem) else source.created_by_id


@transaction.atomic
def void(saving: Saving, reason: str, *, by) -> None:
    """One entry counts no more; it stays in the ledger with the reason. Raises ``Refused``."""
    source = _locked(saving.source)
    if found := obstacles_to_void(source, saving):
        raise Refused(found[0])
    _void(source.savings.filter(pk=saving.pk), reason, by)
    data = {"year": saving.year, "saving_wan": str(saving.amount_wan)}
    record(source, "void_saving", f"作废 {saving.year} 年节约", by=by, desk=Desk.COUNTY, comment=reason, data=data)


def obstacles_to_void(source, saving: Saving) -> list[str]:
    years = list(source.savings.live().order_by("year").values_list("year", flat=True))
    if saving.year not in years or not source.savings.live().filter(pk=saving.pk).exists():
        return ["这笔节约已经作废了。"]
    if saving.year != years[0]:
        return []
    if saving.problem_id:
        return ["首年的节约随销号核定，如需更正请在质量问题的页面办理“重新打开”。"]
    return ["请先作废后面年度的节约，再作废首年的。"] if len(years) > 1 else []


def void_all(problem: Problem, reason: str, *, by) -> None:
    """A problem that is opened again saves nothing, in no year."""
    _void(problem.savings.live(), reason, by)


def _void(rows, reason: str, by) -> None:
    rows.update(voided_at=timezone.now(), voided_by=by, void_reason=reason.strip()[:200])


def _locked(source: Problem | Measure):
    return type(source)._default_manager.select_for_update(of=("self",)).get(pk=source.pk)


def _enter(source: Problem | Measure, project, saved_on: date, **values) -> Saving:
    """Under the source's lock."""
    tie = "problem" if isinstance(source, Problem) else "measure"
    place = {"enterprise_id": source.enterprise_id, "county_id": source.county_id, "project": project}
    return Saving.objects.create(**{tie: source}, **place, saved_on=saved_on, year=saved_on.year, **values)


def book_past(problems) -> None:
    """Problems that were solved before the portal knew them, brought in with what they saved."""
    rows = problems.filter(saving_wan__isnull=False, savings=None).iterator(chunk_size=1000)
    Saving.objects.bulk_create((_past(one) for one in rows), batch_size=1000)


def _past(problem: Problem) -> Saving:
    return Saving(
        problem=problem,
        enterprise_id=problem.enterprise_id,
        county_id=problem.county_id,
        project_id=problem.project_id,
        kind=problem.saving_kind,
        year=problem.solved_on.year,
        saved_on=problem.solved_on,
        amount_wan=problem.saving_wan,
        basis=problem.saving_basis,
        past_verifier=problem.past_verifier,
    )
