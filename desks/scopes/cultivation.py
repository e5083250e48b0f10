"""Which rows of the five lists a person sees."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from cultivation.models import (
    BenchmarkProduct,
    CommonCase,
    CommonProblem,
    LibraryEntry,
    ListDefinition,
    Measure,
    PolicyTool,
    Problem,
    Saving,
    Snapshot,
    SnapshotRow,
    StandardPlan,
)
from desks.places import by_place, of_enterprises
from pinzibiao.accounts.models import Role

from .enterprises import enterprises
from .projects import projects
from .ties import Kind, for_signed_in
from .visits import visits


def problems(user) -> QuerySet[Problem]:
    rows = Problem.objects.all()
    match user.kind:
        case Kind.ENTERPRISE:
            return rows.filter(enterprise__members__user=user)
        case Kind.EXPERT:
            return rows.filter(Exists(visits(user).filter(problems=OuterRef("pk"))))
        case Kind.BODY:
            return rows.filter(Q(Exists(visits(user).filter(problems=OuterRef("pk")))) | Q(project__in=projects(user)))
    return by_place(rows, user)


def measures(user) -> QuerySet[Measure]:
    rows = Measure.objects.all()
    match user.kind:
        case Kind.ENTERPRISE:
            return rows.filter(enterprise__members__user=user)
        case Kind.BODY:
            return rows.filter(helping_organisation__members__user=user)
    return by_place(rows, user)


def common_problems(user) -> QuerySet[CommonProblem]:
    """Whoever sees one of its cases: offices what is proposed too, all others what was confirmed."""
    cases = CommonCase.objects.filter(common=OuterRef("pk"), problem__in=problems(user))
    match user.kind:
        case Kind.PROVINCE | Kind.AUDITOR:
            return CommonProblem.objects.all()
        case Kind.CITY | Kind.COUNTY:
            return CommonProblem.objects.filter(Exists(cases))
    rows = CommonProblem.objects.filter(status="confirmed")
    return rows.filter(Exists(cases.filter(state=CommonCase.State.CONFIRMED)))


def policy_tools(user) -> QuerySet[PolicyTool]:
    """Policies are published: everybody with a role may know what a place grants."""
    return for_signed_in(PolicyTool.objects.all(), user)


def savings(user) -> QuerySet[Saving]:
    """The ledger of regulators; an enterprise sees its own savings, a body those of its projects."""
    if user.kind == Kind.BODY:
        return Saving.objects.filter(project__in=projects(user))
    return of_enterprises(Saving.objects.all(), user)


def library_entries(user) -> QuerySet[LibraryEntry]:
    """The library is the working list of regulators and bodies; an enterprise sees its own place in it."""
    return _of_enterprises_and_bodies(LibraryEntry.objects.all(), user)


def benchmark_products(user) -> QuerySet[BenchmarkProduct]:
    return _of_enterprises_and_bodies(BenchmarkProduct.objects.all(), user)


def standard_plans(user) -> QuerySet[StandardPlan]:
    return _of_enterprises_and_bodies(StandardPlan.objects.all(), user)


def _of_enterprises_and_bodies(rows: QuerySet, user) -> QuerySet:
    """The same, and for a lead or support body what it helps: the lists of its own enterprises."""
    if user.kind == Kind.BODY:
        return rows.filter(enterprise__in=enterprises(user))
    return of_enterprises(rows, user)


def snapshots(user) -> QuerySet[Snapshot]:
    """That and when the lists were frozen is no secret among those who work with them; their rows are scoped."""
    return Snapshot.objects.all() if user.kind in SEES_SNAPSHOTS else Snapshot.objects.none()


def snapshot_rows(user, source: str) -> QuerySet[SnapshotRow]:
    """Rows as they were: regulators those of their place, a body those of records that it sees today."""
    rows = SnapshotRow.objects.filter(of_list__source=source)
    if user.kind == Kind.BODY:
        return rows.filter(record_id__in=ROWS_OF[source](user).values("pk"))
    return by_place(rows, user)


Source = ListDefinition.Source
SEES_SNAPSHOTS = (*Role.REGULATORS, Kind.AUDITOR, Kind.BODY)
ROWS_OF = {
    Source.ENTRIES: library_entries,
    Source.BENCHMARKS: benchmark_products,
    Source.STANDARD_PLANS: standard_plans,
    Source.PROBLEMS: problems,
    Source.REQUESTS: problems,
    Source.RESULTS: problems,
    Source.MEASURES: measures,
}
