"""Who may open each page of the library and its lists.

The problem came out of a visit of ``expert_user`` by a team that ``lead_body`` leads; its measure is helped by the
same body.
"""

from django.utils import timezone

from cultivation.actions.snapshots import ask_snapshot, take_snapshot
from cultivation.loading import load_lists
from cultivation.models import ListDefinition, ListSet, MeasureEvidence, ProblemEvidence
from enterprises.models import ProgrammeIndustry
from pinzibiao.casework import remarks
from tests.factories.cultivation import (
    BenchmarkProductFactory,
    LibraryEntryFactory,
    MeasureFactory,
    PolicyFactory,
    SavingFactory,
    StandardPlanFactory,
    common_of,
)
from tests.factories.experts import TeamFactory
from tests.factories.files import StoredFileFactory
from tests.factories.projects import ProjectFactory
from tests.factories.visits import visit_at

from .people import (
    ANY_COUNTY,
    ANY_MEMBER,
    ANY_REGULATOR,
    COUNTY,
    EVERYBODY,
    OWN,
    PROVINCE,
    REGULATORS,
    WITH_A_PART,
    rule,
)

SEES_ROW = [*REGULATORS, "auditor", *OWN, "lead_body"]
# The saving belongs to no project, so that no body sees it.
SEES_SAVING = [*REGULATORS, "auditor", *OWN]
SEES_PROBLEM = [*SEES_ROW, "expert_user"]
# Who knows the enterprise: the first part of every row that is made for one.
SEES_ENTERPRISE = [*REGULATORS, "auditor", *OWN, "lead_body", "expert_user"]


SEES_SNAPSHOTS = [*ANY_REGULATOR, "auditor", "lead_body"]


def _register(name: str) -> dict[str, dict]:
    return {
        f"cultivation:{name}_list": rule(EVERYBODY),
        f"cultivation:{name}_create": rule(ANY_COUNTY, other=403),
        f"cultivation:{name}_create_for": rule(COUNTY, seen=SEES_ENTERPRISE),
        f"cultivation:{name}_detail": rule(SEES_ROW),
        f"cultivation:{name}_edit": rule(COUNTY, seen=SEES_ROW),
    }


RULES = {
    "cultivation:entry_list": rule(EVERYBODY),
    "cultivation:entry_create": rule(ANY_COUNTY, other=403),
    "cultivation:entry_detail": rule(SEES_ROW),
    "cultivation:entry_edit": rule(COUNTY, seen=SEES_ROW),
    "cultivation:entry_move": rule(COUNTY, seen=SEES_ROW),
    "cultivation:entry_card": rule(SEES_ROW),
    "cultivation:entry_candidates": rule(ANY_COUNTY, other=403),
    "cultivation:problem_list": rule(EVERYBODY),
    "cultivation:problem_create": rule([*ANY_COUNTY, *ANY_MEMBER], other=403),
    "cultivation:problem_detail": rule(SEES_PROBLEM),
    "cultivation:problem_edit": rule(COUNTY, seen=SEES_PROBLEM),
    "cultivation:problem_evidence": rule([*COUNTY, *OWN], seen=SEES_PROBLEM),
    "cultivation:problem_remark": rule([*REGULATORS, *OWN, "expert_user"], seen=SEES_PROBLEM),
    "cultivation:problem_remark_resolve": rule(REGULATORS, seen=["auditor", "expert_user"], method="POST"),
    "cultivation:problem_move": rule(OWN, seen=SEES_PROBLEM),
    "cultivation:problem_move#reject": rule(COUNTY, seen=SEES_PROBLEM),
    "files:serve#problem_evidence": rule(SEES_PROBLEM),
    "files:serve#measure_evidence": rule(SEES_ROW),
    **_register("measure"),
    "cultivation:measure_move": rule(COUNTY, seen=SEES_ROW),
    **_register("benchmark"),
    "cultivation:benchmark_paper": rule(SEES_ROW),
    **_register("plan"),
    "cultivation:common_list": rule(EVERYBODY),
    "cultivation:common_detail": rule(SEES_PROBLEM),
    "cultivation:common_move": rule(COUNTY, seen=SEES_PROBLEM),
    "cultivation:policy_list": rule(EVERYBODY),
    "cultivation:policy_create": rule(ANY_REGULATOR, other=403),
    "cultivation:policy_detail": rule(WITH_A_PART),
    "cultivation:policy_edit": rule(COUNTY, seen=WITH_A_PART),
    "cultivation:saving_list": rule(EVERYBODY),
    "cultivation:saving_totals": rule(EVERYBODY),
    "cultivation:saving_detail": rule(SEES_SAVING),
    "cultivation:saving_next": rule(COUNTY, seen=SEES_SAVING),
    "cultivation:saving_void": rule(COUNTY, seen=SEES_SAVING),
    "cultivation:plan_stages": rule(COUNTY, seen=SEES_ROW),
    # Lists are open for everybody who is signed in: outside the scope they are empty.
    "cultivation:lists_now": rule(EVERYBODY),
    "cultivation:lists_create": rule(PROVINCE, other=403),
    "cultivation:lists": rule(EVERYBODY),
    "cultivation:lists_workbook": rule(EVERYBODY),
    "cultivation:lists_word": rule(EVERYBODY),
    "cultivation:list": rule(EVERYBODY),
    "cultivation:pilots": rule(SEES_SNAPSHOTS, other=403),
    "cultivation:pilot": rule([*REGULATORS, "auditor", "lead_body"]),
    # That the lists were frozen is for those who work with them; the rows are scoped.
    "cultivation:snapshots": rule(SEES_SNAPSHOTS, other=403),
    "cultivation:snapshot_create": rule(PROVINCE, other=403),
    "cultivation:snapshot_detail": rule(SEES_SNAPSHOTS),
    "cultivation:snapshot_workbook": rule(SEES_SNAPSHOTS),
    "cultivation:snapshot_word": rule(SEES_SNAPSHOTS),
    "cultivation:snapshot_list": rule(SEES_SNAPSHOTS, other=403),
    "cultivation:snapshot_compare_start": rule(SEES_SNAPSHOTS, other=403),
    "cultivation:snapshot_compare": rule(SEES_SNAPSHOTS, other=403),
    # Which columns a role writes is data: by the presets the county's own.
    "cultivation:list_cell": rule(COUNTY, seen=SEES_PROBLEM),
    "cultivation:list_bulk": rule(ANY_COUNTY, other=403),
    "cultivation:lists_setup": rule(PROVINCE, other=403),
    "cultivation:list_extra": rule(PROVINCE, other=403),
    "cultivation:list_add": rule(PROVINCE, other=403),
    "cultivation:list_edit": rule(PROVINCE, other=403),
    "cultivation:list_column": rule(PROVINCE, other=403),
    "cultivation:list_column_act": rule(PROVINCE, other=403, method="POST"),
}


def addresses(cast) -> dict[str, dict]:
    own = {"enterprise": cast.enterprise, "by": cast.county_officer}
    problem = _problem(cast)
    entry = {"pk": LibraryEntryFactory(**own).pk}
    measure = MeasureFactory(**own, problems=[problem], helping_organisation=cast.lead_organisation)
    rows = {
        "problem": {"pk": problem.pk},
        "measure": {"pk": measure.pk},
        "benchmark": {"pk": BenchmarkProductFactory(enterprise=cast.enterprise).pk},
        "plan": {"pk": StandardPlanFactory(enterprise=cast.enterprise).pk},
    }
    place = {"section": "", "field": "现状值", "visibility": "offices", "office": "county:330113"}
    remark = remarks.write(problem, "请核对", **place, by=cast.county_officer)
    tool = PolicyFactory()
    common = common_of([problem], by=cast.county_officer)
    saving = SavingFactory(problem=problem, by=cast.county_officer)
    year = timezone.localdate().year
    load_lists(year)
    found = {f"cultivation:entry_{page}": entry for page in ("detail", "edit", "card")}
    found["cultivation:entry_move"] = entry | {"action": "admit"}
    for name, row in rows.items():
        found |= {f"cultivation:{name}_{page}": row for page in ("detail", "edit")}
        found[f"cultivation:{name}_create_for"] = {"enterprise": cast.enterprise.pk}
    return found | {
        "cultivation:problem_evidence": rows["problem"],
        "cultivation:problem_remark": rows["problem"],
        "cultivation:problem_remark_resolve": rows["problem"] | {"remark": remark.pk},
        "cultivation:problem_move": rows["problem"] | {"action": "start"},
        "cultivation:problem_move#reject": rows["problem"] | {"action": "reject"},
        **{f"cultivation:policy_{page}": {"pk": tool.pk} for page in ("detail", "edit")},
        "cultivation:common_detail": {"pk": common.pk},
        "cultivation:common_move": {"pk": common.pk, "action": "raise_project"},
        **{f"cultivation:saving_{page}": {"pk": saving.pk} for page in ("detail", "next", "void")},
        "cultivation:measure_move": rows["measure"] | {"action": "start"},
        "cultivation:lists": {"year": year},
        "cultivation:lists_workbook": {"year": year},
        "cultivation:benchmark_paper": rows["benchmark"] | {"kind": "word"},
        "cultivation:plan_stages": rows["plan"],
        "cultivation:lists_word": {"year": year},
        **_lists(year, problem),
        **_snapshots(cast, year),
        "cultivation:pilot": {"pk": _pilot(cast).pk},
        **_evidence(cast, problem, measure),
    }


def _pilot(cast):
    project = ProjectFactory(
        created_by=cast.county_officer, kind="cultivation", lead_organisation=cast.lead_organisation
    )
    industry = ProgrammeIndustry.objects.create(region_id="330113", name="生物医药")
    return project.pilot_targets.create(region_id="330113", industry=industry)


def _snapshots(cast, year: int) -> dict[str, dict]:
    list_set = ListSet.objects.get(year=year)
    one, other = (
        take_snapshot(ask_snapshot(by=cast.province_handler, list_set=list_set, kind="day", name=name), lambda *_: None)
        for name in ("第一份", "第二份")
    )
    own = {"pk": one.pk}
    return {
        **{f"cultivation:snapshot_{page}": own for page in ("detail", "workbook", "word", "compare_start")},
        "cultivation:snapshot_list": own | {"number": 4},
        "cultivation:snapshot_compare": own | {"other": other.pk},
    }


def _lists(year: int, problem) -> dict[str, dict]:
    fourth = {"year": year, "number": 4}
    definition = ListDefinition.objects.get(list_set__year=year, number=4)
    column = definition.columns.get(key="due_on")
    return {
        "cultivation:lists_setup": {"year": year},
        **{f"cultivation:list{page}": fourth for page in ("", "_bulk", "_extra", "_add")},
        "cultivation:list_cell": fourth | {"pk": problem.pk, "column": column.pk},
        "cultivation:list_edit": {"pk": definition.pk},
        "cultivation:list_column": {"pk": column.pk},
        "cultivation:list_column_act": {"pk": column.pk, "act": "up"},
    }


def _problem(cast):
    team = TeamFactory(lead_organisation=cast.lead_organisation)
    visit = visit_at(
        "confirmed", cast.enterprise, cast.expert_user, county=cast.county_officer, member=cast.clerk,
        titles=["灌装精度波动"], team=team,
    )  # fmt: skip
    return visit.problems.get()


def _evidence(cast, problem, measure) -> dict[str, dict]:
    paper = StoredFileFactory()
    of_problem = ProblemEvidence.objects.create(problem=problem, file=paper, added_by=cast.clerk)
    of_measure = MeasureEvidence.objects.create(measure=measure, file=paper, added_by=cast.county_officer)
    return {
        f"files:serve#{kind}_evidence": {"kind": f"cultivation.{kind}_evidence", "pk": row.pk, "name": paper.name}
        for kind, row in (("problem", of_problem), ("measure", of_measure))
    }
