"""待办: what awaits a person, out of the transition tables. Nothing is stored, so the list empties itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from declarations.states import DeclarationStatus
from declarations.views.trail import USUAL, trail_of
from pinzibiao.accounts.models import Role
from pinzibiao.casework.holders import held_by
from pinzibiao.casework.procedure import PROCEDURES, Procedure
from pinzibiao.casework.workflow import Desk
from projects.states import ProjectStatus

from . import follow_up, scopes
from .own_work import of_own_place, own_declarations, own_projects
from .piles import SHOWN, Item, Pile, piled

Kind = Role.Kind
# Characters of a text that stand beside a number in a line of the list.
LABEL = 40


@dataclass(frozen=True)
class Work:
    """One kind of case: which rows a person sees, how they are narrowed to what is theirs to do, how told."""

    model: str
    title: str
    list_name: str
    scope: Callable
    owner: Callable = lambda case: case.enterprise.name
    # What the line says: a bare number tells nobody what it is about.
    label: Callable[[object], str] = str
    due: str = ""
    needs: tuple[str, ...] = ("enterprise",)
    narrow: Callable[[QuerySet, object], QuerySet] | None = None
    # A case can lie for months where somebody works on it daily: that is no item of a to-do list.
    standing: tuple[str, ...] = ()
    # Or lie on one desk while another one owes something; ``narrow`` tells which.
    owing: Mapping[Desk, tuple[str, ...]] = field(default_factory=dict)

    @property
    def procedure(self) -> Procedure:
        return PROCEDURES[self.model]


def desks_of(user) -> set[Desk]:
    """The desks at which a person may find work."""
    role = user.role_or_none
    if role is None:
        return set()
    if role.kind == Kind.ENTERPRISE:
        return {Desk.ENTERPRISE}
    found = {
        Kind.PROVINCE: {Desk.PROVINCE, Desk.PUBLICITY},
        Kind.CITY: {Desk.CITY, Desk.PUBLICITY},
        Kind.COUNTY: {Desk.COUNTY},
        Kind.BODY: {Desk.OFFICE},
        Kind.EXPERT: {Desk.EXPERT},
    }.get(role.kind, set())
    if role.kind in Role.REGULATORS:
        found = found | {Desk.LEADER if role.post == Role.Post.LEADER else Desk.OFFICE}
    return found


WORKS = [
    Work(
        "declarations.declaration",
        "自我声明",
        "declarations:list",
        scopes.declarations,
        due="due_on",
        needs=("enterprise", "product"),
        narrow=own_declarations,
        owing={
            Desk.ENTERPRISE: (DeclarationStatus.SUSPENDED, DeclarationStatus.AUTHORISED),
            Desk.CITY: (DeclarationStatus.EVALUATION,),
        },
    ),
    Work(
        "visits.helprequest",
        "帮扶需求",
        "visits:request_list",
        scopes.help_requests,
        due="due_on",
        label=lambda case: f"{case.number} {case.title[:LABEL]}",
    ),
    Work(
        "visits.helpvisit",
        "质量帮扶",
        "visits:list",
        scopes.visits,
        due="due_on",
        label=lambda case: f"{case.number} {case.purpose[:LABEL]}",
    ),
    Work("cultivation.problem", "质量问题", "cultivation:problem_list", scopes.problems, due="due_on"),
    Work(
        "cultivation.commonproblem",
        "共性问题",
        "cultivation:common_list",
        scopes.common_problems,
        owner=lambda case: case.industry.name,
        needs=("industry",),
        narrow=of_own_place("region"),
    ),
    Work(
        "cultivation.measure",
        "帮扶措施",
        "cultivation:measure_list",
        scopes.measures,
        due="due_on",
        label=lambda case: f"{case.number} {case.get_kind_display()}：{case.content[:LABEL]}",
    ),
    Work("cultivation.libraryentry", "培育库", "cultivation:entry_list", scopes.library_entries),
    Work(
        "enterprises.accountrequest",
        "开户申请",
        "enterprises:account_request_list",
        scopes.account_requests,
        owner=lambda case: case.applicant_name,
        needs=(),
    ),
    Work(
        "enterprises.certificate",
        "暂停的认证证书",
        "enterprises:certificate_list",
        scopes.certificates,
        label=lambda case: f"{case.number} {case.product_name[:LABEL]}",
    ),
    Work(
        "experts.expert",
        "专家入库",
        "experts:list",
        scopes.experts,
        owner=lambda case: case.unit,
        needs=(),
    ),
    Work(
        "projects.project",
        "质量项目",
        "projects:list",
        scopes.projects,
        owner=lambda case: case.office.name,
        due="ends_on",
        needs=("office",),
        narrow=own_projects,
        standing=(ProjectStatus.RUNNING,),
    ),
    Work(
        "reports.report",
        "进展报告",
        "reports:list",
        scopes.reports,
        owner=lambda case: case.region.name,
        needs=("region",),
        narrow=of_own_place("region"),
    ),
]

DECLARATIONS = WORKS[0]
HELD = "turn=held"


def worklist(user) -> list[Pile]:
    """The piles at a person's desks, only those with something in them."""
    desks = desks_of(user)
    piles = [_pile(work, user, desks) for work in WORKS if desks]
    return [pile for pile in (_held(user, desks), *piles, *follow_up.piles(user)) if pile and pile.count]


def awaiting(work: Work, user, desks: set[Desk]) -> QuerySet | None:
    """The cases of one kind that await this person; None when that kind never lies at their desks."""
    statuses = [s for s in work.procedure.workflow.lying_at(*desks) if s not in work.standing]
    statuses += [status for desk, owed in work.owing.items() if desk in desks for status in owed]
    if not statuses:
        return None
    rows = work.scope(user).filter(status__in=statuses)
    return work.narrow(rows, user) if work.narrow else rows


def _pile(work: Work, user, desks: set[Desk]) -> Pile | None:
    rows = awaiting(work, user, desks)
    if rows is None:
        return None
    is_worked_through = work is DECLARATIONS and user.kind in Role.REGULATORS
    return _piled(work, rows, desks, work.title, reverse(work.list_name), trail_of(USUAL) if is_worked_through else "")


def _held(user, desks: set[Desk]) -> Pile | None:
    """Before all else what the person has in hand, or somebody absent for whom they act."""
    if user.kind not in Role.REGULATORS:
        return None
    rows = held_by(awaiting(DECLARATIONS, user, desks), user, desks)
    list_url = f"{reverse(DECLARATIONS.list_name)}?{HELD}"
    return _piled(DECLARATIONS, rows, desks, "我经办的自我声明", list_url, trail_of(HELD))


def _piled(work: Work, rows: QuerySet, desks: set[Desk], title: str, list_url: str, trail: str) -> Pile:
    eldest = rows.select_related(*work.needs).order_by("status_at", "pk")[:SHOWN]
    items = [_item(work, case, desks, trail) for case in eldest]
    return piled(title, rows, items, list_url)


def _item(work: Work, case, desks: set[Desk], trail: str) -> Item:
    due = _due_of(work, case)
    return Item(
        label=work.label(case),
        kind=case.get_status_display(),
        owner=work.owner(case),
        url=case.get_absolute_url() + trail,
        since=case.status_at,
        due=due,
        is_late=bool(due and due < timezone.localdate()),
        action=_next_act(work, case, desks),
    )


def _due_of(work: Work, case) -> date | None:
    """Where the city owes an answer about an expert, its day; it comes before the day of the experts."""
    return getattr(case, "answer_due_on", None) or (getattr(case, work.due) if work.due else None)


def _next_act(work: Work, case, desks: set[Desk]) -> str:
    """The word on the button: the first act of the table that such a desk may take."""
    # An enterprise is asked to go on, by clerk or signatory: "撤回" alone would be bad advice on the clerk's button.
    near = desks | {Desk.SIGNATORY} if Desk.ENTERPRISE in desks else desks
    moves = [m for m in work.procedure.workflow.leaving(case.status) if m.desk in near and not m.backward]
    return moves[0].label if len(moves) == 1 else "办理"
