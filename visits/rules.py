"""Who sits where for a visit, and who may write its record."""

from pinzibiao.accounts.models import Role, regulator_desks
from pinzibiao.casework.workflow import Desk

from .models import HelpVisit
from .states import VisitStatus

Kind = Role.Kind


def sits_at(user, visit: HelpVisit) -> set[Desk]:
    """Experts who were sent, the people of the enterprise, and the competent county."""
    match user.kind:
        case Kind.EXPERT:
            return {Desk.EXPERT} if visit.experts.filter(user=user).exists() else set()
        case Kind.ENTERPRISE:
            return enterprise_desks(user, visit.enterprise)
    return regulator_desks(user, visit)


def may_plan(user) -> bool:
    """The county plans visits at home; a higher desk does not act at a lower one."""
    return user.kind == Kind.COUNTY


def may_replan(user, visit: HelpVisit) -> bool:
    """Until the experts have begun. Other experts or another day are 改派, since they must be accepted anew."""
    return visit.status in (VisitStatus.OFFERED, VisitStatus.DECLINED, VisitStatus.PLANNED) and Desk.COUNTY in sits_at(
        user, visit
    )


def is_recording(user, visit: HelpVisit) -> bool:
    """The record is written by the experts who were sent, and only until they hand it in."""
    return visit.status == VisitStatus.RECORDING and Desk.EXPERT in sits_at(user, visit)


def may_show_code(user, visit: HelpVisit) -> bool:
    """Whoever may confirm in their own account may also do it through the expert beside them."""
    return visit.status == VisitStatus.TO_CONFIRM and Desk.ENTERPRISE in sits_at(user, visit)


def enterprise_desks(user, enterprise) -> set[Desk]:
    """A member of the enterprise sits at its desk, its signatory at both; anybody else at none."""
    member = enterprise.members.filter(user=user).first()
    if member is None:
        return set()
    return {Desk.ENTERPRISE, Desk.SIGNATORY} if member.kind == member.Kind.SIGNATORY else {Desk.ENTERPRISE}
