"""Rows of the five lists. A status is reached only by walking there."""

from datetime import date
from decimal import Decimal

import factory

from cultivation import actions
from cultivation.actions import entries, measures, problems
from cultivation.models import (
    BenchmarkProduct,
    CommonCase,
    CommonProblem,
    LibraryEntry,
    Measure,
    PolicyTool,
    Problem,
    ProblemEvidence,
    Saving,
    StandardPlan,
)
from enterprises.models import Product

from .files import StoredFileFactory

PROBLEM_WAY = {
    "to_confirm": (),
    "confirmed": ("confirm",),
    "in_progress": ("confirm", "start"),
    "to_verify": ("confirm", "start", "submit_result"),
    "verified": ("confirm", "start", "submit_result", "verify"),
    "closed": ("confirm", "start", "submit_result", "verify", "close"),
    "parked": ("confirm", "park"),
    "not_adopted": ("reject",),
}
MEASURE_WAY = {
    "planned": (),
    "running": ("start",),
    "to_check": ("start", "finish"),
    "closed": ("start", "finish", "close"),
    "dropped": ("drop",),
}
ENTRY_WAY = {
    "candidate": (),
    "listed": ("admit",),
    "branded": ("admit", "obtain_brand"),
    "left": ("admit", "leave"),
}
SAVING = {
    "saving_wan": Decimal("12.50"),
    "saving_kind": "yearly",
    "saving_basis": "灌装损耗率由 3% 降至 1%，财务核算表。",
}


class ProblemFactory(factory.django.DjangoModelFactory):
    """A problem raised now: ``ProblemFactory(enterprise=…, by=…)``."""

    class Meta:
        model = Problem

    title = factory.Sequence(lambda n: f"灌装精度波动{n}")
    dimension = "technology"
    source = "diagnosis"
    raised_on = date(2026, 3, 2)
    due_on = date(2026, 12, 31)

    @classmethod
    def _create(cls, model_class, *args, enterprise, by, project=None, **data):
        return actions.raise_problem(by=by, enterprise=enterprise, data=data, project=project)


class MeasureFactory(factory.django.DjangoModelFactory):
    """A measure planned now: ``MeasureFactory(enterprise=…, by=…, problems=[…])``."""

    class Meta:
        model = Measure

    kind = "training"
    content = "开展灌装工艺培训。"
    responsible_unit = "浙江省药械检验研究院"
    due_on = date(2026, 12, 31)

    @classmethod
    def _create(cls, model_class, *args, enterprise, by, problems, **data):
        return actions.plan_measure(by=by, enterprise=enterprise, problems=problems, data=data)


class LibraryEntryFactory(factory.django.DjangoModelFactory):
    """A candidate: ``LibraryEntryFactory(enterprise=…, by=…)``."""

    class Meta:
        model = LibraryEntry

    target_year = 2027

    @classmethod
    def _create(cls, model_class, *args, enterprise, by, **data):
        return actions.nominate(by=by, enterprise=enterprise, data=data)


class BenchmarkProductFactory(factory.django.DjangoModelFactory):
    """A product measured against a leading one; the product is made with it."""

    class Meta:
        model = BenchmarkProduct

    county_id = factory.LazyAttribute(lambda row: row.enterprise.county_id)
    product = factory.LazyAttributeSequence(
        lambda row, n: Product.objects.create(enterprise=row.enterprise, name=f"输液器{n}", models_text=f"S-{n}")
    )
    year = 2026
    benchmark = "国际领先产品"
    indicator = "微粒含量"
    unit = "个/mL"
    now_value = Decimal(20)
    benchmark_value = Decimal(5)
    target_value = Decimal(8)
    responsible_unit = factory.LazyAttribute(lambda row: row.enterprise.name)
    responsible_person = "孙质量"
    due_on = date(2026, 12, 31)


class StandardPlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StandardPlan

    county_id = factory.LazyAttribute(lambda row: row.enterprise.county_id)
    title = factory.Sequence(lambda n: f"一次性使用精密输液器{n}")
    kind = "new"
    year = 2026
    technical_body = "浙江省标准化研究院"
    responsible_unit = factory.LazyAttribute(lambda row: row.enterprise.name)
    due_on = date(2026, 12, 31)


class PolicyFactory(factory.django.DjangoModelFactory):
    """A policy of 临平."""

    class Meta:
        model = PolicyTool

    region_id = "330113"
    title = factory.Sequence(lambda n: f"首次获证奖励{n}")
    kind = "reward"
    content = "首次获得品字标认证的企业。"
    valid_from = date(2026, 1, 1)


class SavingFactory(factory.django.DjangoModelFactory):
    """An entry of the ledger as it stands after a closing: ``SavingFactory(problem=…, by=…)``."""

    class Meta:
        model = Saving

    enterprise = factory.LazyAttribute(lambda row: row.problem.enterprise)
    county_id = factory.LazyAttribute(lambda row: row.problem.county_id)
    kind = "yearly"
    saved_on = date(2026, 3, 10)
    year = factory.LazyAttribute(lambda row: row.saved_on.year)
    amount_wan = Decimal("12.50")
    basis = "财务核算表"
    verified_by = factory.SelfAttribute("by")

    class Params:
        by = None


def common_of(problems, *, by, confirmed: bool = True) -> CommonProblem:
    """A common problem of these, as it stands after a person's decision, or before it."""
    common = CommonProblem.objects.create(
        title=problems[0].title,
        industry_id=problems[0].enterprise.industry_id[:3],
        region_id=problems[0].county_id,
        leader=problems[0],
    )
    for problem in problems:
        CommonCase.objects.create(common=common, problem=problem, similarity=0.5)
    if confirmed:
        numbered = {"status": "confirmed", "number": f"GX-2026-{common.pk:04d}", "decided_on": date(2026, 3, 2)}
        CommonProblem.objects.filter(pk=common.pk).update(**numbered)
        common.cases.update(state="confirmed", decided_by=by)
    return common


def walk_problem(problem, status, *, enterprise, county, second, solved_on=None, saving=None) -> Problem:
    """Take ``problem`` to ``status``: ``county`` verifies, ``second`` closes; ``saving`` is what counts."""
    people = {"confirm": enterprise, "start": enterprise, "submit_result": enterprise, "close": second}
    data = {"verify": saving or {}, "close": {"solved_on": solved_on} if solved_on else {}}
    for action in PROBLEM_WAY[status]:
        problems.take(problem, action, by=people.get(action, county), comment="已核实。", data=data.get(action))
        if action == "submit_result":
            prove(problem, by=enterprise)
    return problem


def prove(problem, *, by) -> None:
    """A paper that shows it; without one nobody verifies."""
    ProblemEvidence.objects.create(problem=problem, file=StoredFileFactory(), added_by=by)


def walk_measure(measure, status, *, county, second) -> Measure:
    for action in MEASURE_WAY[status]:
        measures.take(measure, action, by=second if action == "close" else county, comment="已核实。")
    return measure


def walk_entry(entry, status, *, county) -> LibraryEntry:
    for action in ENTRY_WAY[status]:
        entries.take(entry, action, by=None if action == "obtain_brand" else county, comment="核实后办理。")
    return entry
