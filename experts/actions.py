"""Acts of the expert library: entering and leaving, interests, teams, ties to accounts."""

from collections.abc import Iterable
from datetime import date

from cryptography.fernet import InvalidToken
from django.db import transaction
from django.utils import timezone

from pinzibiao.accounts.models import Role, User
from pinzibiao.casework.actions import record
from pinzibiao.casework.dated import value_of
from pinzibiao.casework.procedure import Procedure
from pinzibiao.casework.refusals import Refused
from pinzibiao.casework.workflow import Desk
from pinzibiao.lib.sealing import PEOPLE

from .completeness import missing_for_listing, missing_for_renewal, missing_for_return
from .defaults import TERM_YEARS
from .models import Expert, ExpertTeam, Interest, Organisation, OrganisationMember, TeamAssignment, TeamMember
from .states import EXPERT_WORKFLOW


def sits_at(user, expert: Expert) -> set[Desk]:
    """The library is the province's."""
    return {Desk.PROVINCE} if user.kind == Role.Kind.PROVINCE else set()


def _start_term(expert: Expert, *, by, data, event) -> None:
    """A term begins on the day of listing unless the recommendation named other days."""
    today = timezone.localdate()
    expert.term_from = expert.term_from or today
    expert.term_to = expert.term_to or years_after(expert.term_from, value_of(TERM_YEARS))


def _renew(expert: Expert, *, by, data, event) -> None:
    """The new term follows the old one, or begins today where that is over."""
    today = timezone.localdate()
    begins = max(expert.term_to or today, today)
    expert.term_from, expert.term_to = begins, years_after(begins, value_of(TERM_YEARS))
    event.data = {"from": begins.isoformat(), "to": expert.term_to.isoformat()}


PROCEDURE = Procedure(
    model="experts.expert",
    workflow=EXPERT_WORKFLOW,
    sits_at=sits_at,
    ready={"list": missing_for_listing, "renew": missing_for_renewal, "resume": missing_for_return},
    effects={"list": _start_term, "renew": _renew},
)
take = PROCEDURE.take


def years_after(day: date, years: int) -> date:
    """The same day ``years`` later; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


@transaction.atomic
def recommend(expert: Expert, *, by: User | None) -> Expert:
    """Leave the trail of an expert just entered: a city recommends, the province enters."""
    is_city = by is not None and by.kind == Role.Kind.CITY
    record(expert, "recommend", "推荐" if is_city else "登记", by=by, desk=_desk_of(by))
    return expert


@transaction.atomic
def change(expert: Expert, *, by: User, changed: list[str]) -> Expert:
    """Leave the trail of a change; ``changed`` are the labels of the fields."""
    if changed:
        record(expert, "change", "修改资料", by=by, desk=_desk_of(by), comment="、".join(changed))
    return expert


@transaction.atomic
def show_identity(expert: Expert, *, by: User, reason: str) -> str:
    """The number in the clear, and the trail of who looked and for what. Raises ``Refused`` where there is none."""
    if not expert.identity_sealed:
        raise Refused("这位专家没有登记身份证号。请先在“修改资料”中填写。")
    try:
        number = PEOPLE.open(expert.identity_sealed)
    except InvalidToken as error:
        raise Refused("身份证号无法解密：加密所用的密钥已不在。请系统管理员核对 PERSONAL_DATA_KEY。") from error
    record(expert, "show_identity", "查看身份证号", by=by, desk=_desk_of(by), comment=reason)
    return number


@transaction.atomic
def declare_interest(interest: Interest, *, by: User) -> Interest:
    """A new interest, or a change of one."""
    is_new = interest.pk is None
    interest.save()
    label = "申报利害关系" if is_new else "修改利害关系"
    record(interest.expert, "declare_interest", label, by=by, desk=_desk_of(by), data={"interest": interest.pk})
    return interest


@transaction.atomic
def end_interest(interest: Interest, *, by: User, until: date) -> Interest:
    """The tie is over; it stays on record, since it may still count for a while. Raises ``Refused``."""
    if interest.until is not None and interest.until <= timezone.localdate():
        raise Refused(f"这条利害关系已于 {interest.until} 结束，无需重复办理。")
    if interest.since and until < interest.since:
        raise Refused("结束日期不能早于开始日期，请核对后重新填写。")
    interest.until = until
    interest.save()
    data = {"interest": interest.pk, "until": until.isoformat()}
    record(interest.expert, "end_interest", "结束利害关系", by=by, desk=_desk_of(by), data=data)
    return interest


@transaction.atomic
def tie_expert(expert: Expert, user: User, *, by: User) -> Expert:
    """Let ``user`` act as this expert. Raises ``Refused`` when either is taken."""
    expert = Expert.objects.select_for_update(of=("self",)).get(pk=expert.pk)
    if expert.user_id is not None:
        raise Refused("这位专家已有账号，不能再关联。如需更换，请联系系统管理员停用原账号。")
    _check_account(user, Role.Kind.EXPERT)
    if Expert.objects.filter(user=user).exists():
        raise Refused(f"账号 {user.username} 已关联另一位专家，请核对账号。")
    expert.user = user
    expert.save(update_fields=["user", "updated_at"])
    record(expert, "tie_account", "关联账号", by=by, desk=_desk_of(by), comment=user.username)
    return expert


@transaction.atomic
def tie_organisation(organisation: Organisation, user: User, *, by: User) -> OrganisationMember:
    """Let ``user`` work for this organisation. Raises ``Refused`` when the account is another's."""
    _check_account(user, Role.Kind.BODY)
    if OrganisationMember.objects.filter(user=user).exists():
        raise Refused(f"账号 {user.username} 已属于一个机构，请核对账号。")
    member = OrganisationMember.objects.create(organisation=organisation, user=user)
    record(organisation, "tie_account", "关联账号", by=by, desk=_desk_of(by), comment=user.username)
    return member


@transaction.atomic
def keep_team(team: ExpertTeam, *, by: User, is_new: bool = False, changed: Iterable[str] = ()) -> ExpertTeam:
    """Leave the trail of a team founded or changed: its bodies decide who sees what; ``changed`` are labels."""
    if is_new:
        record(team, "found", "建立团队", by=by, desk=_desk_of(by))
    elif words := "、".join(changed):
        record(team, "change", "修改团队", by=by, desk=_desk_of(by), comment=words)
    return team


@transaction.atomic
def add_member(team: ExpertTeam, expert: Expert, *, by: User, part: str = TeamMember.Part.MEMBER) -> TeamMember:
    """Put an expert into a team; a new leader takes over from the present one. Raises ``Refused``."""
    ExpertTeam.objects.select_for_update(of=("self",)).get(pk=team.pk)
    if team.memberships.filter(expert=expert).exists():
        raise Refused(f"{expert}已在团队中，无需重复添加。")
    if part == TeamMember.Part.LEADER:
        _step_down(team)
    member = team.memberships.create(expert=expert, part=part)
    record(team, "add_member", "添加成员", by=by, desk=_desk_of(by), comment=str(member))
    return member


@transaction.atomic
def make_leader(member: TeamMember, *, by: User) -> TeamMember:
    """A team has one leader: the present one becomes a member."""
    ExpertTeam.objects.select_for_update(of=("self",)).get(pk=member.team_id)
    _step_down(member.team)
    member.part = TeamMember.Part.LEADER
    member.save(update_fields=["part"])
    record(member.team, "make_leader", "指定组长", by=by, desk=_desk_of(by), comment=str(member.expert))
    return member


@transaction.atomic
def remove_member(member: TeamMember, *, by: User) -> None:
    record(member.team, "remove_member", "移出成员", by=by, desk=_desk_of(by), comment=str(member.expert))
    member.delete()


@transaction.atomic
def assign(assignment: TeamAssignment, *, by: User) -> TeamAssignment:
    """Send a team to a place, for an industry of it or for all."""
    assignment.save()
    record(assignment.team, "assign", "派驻", by=by, desk=_desk_of(by), comment=str(assignment.region))
    return assignment


@transaction.atomic
def end_assignment(assignment: TeamAssignment, *, by: User, until: date) -> TeamAssignment:
    """Raises ``Refused`` for a day before the assignment began."""
    if until < assignment.since:
        raise Refused("结束日期不能早于派驻开始日期，请核对后重新填写。")
    assignment.until = until
    assignment.save(update_fields=["until"])
    record(
        assignment.team, "end_assignment", "结束派驻", by=by, desk=_desk_of(by), comment=f"{assignment.region}，{until}"
    )
    return assignment


def _step_down(team: ExpertTeam) -> None:
    team.memberships.filter(part=TeamMember.Part.LEADER).update(part=TeamMember.Part.MEMBER)


def _check_account(user: User, kind: str) -> None:
    if not user.is_active or user.kind != kind:
        label = Role.Kind(kind).label
        raise Refused(f"账号 {user.username} 不是在用的「{label}」账号。请先由系统管理员开设「{label}」账号。")


def _desk_of(by: User | None) -> Desk:
    desks = {
        Role.Kind.PROVINCE: Desk.PROVINCE,
        Role.Kind.CITY: Desk.CITY,
        Role.Kind.EXPERT: Desk.EXPERT,
    }
    return desks.get(by.kind, Desk.SYSTEM) if by else Desk.SYSTEM
