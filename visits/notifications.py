"""Who is told of what on the way from a request to a visit."""

from collections.abc import Iterable

from django.db.models import QuerySet

from experts.models import Expert
from pinzibiao.accounts.models import Role, User
from pinzibiao.notices.actions import tell
from pinzibiao.notices.kinds import declare

from .models import HelpRequest, HelpVisit

OFFERED, ASKED, RESULT = "visits.offered", "visits.asked", "visits.result"
SIGNED = "visits.signed"


def declare_kinds() -> None:
    """Called when the portal starts."""
    declare(OFFERED, "派给我的帮扶", Role.Kind.EXPERT)
    declare(ASKED, "企业的帮扶需求、专家的接单和谢绝", Role.Kind.COUNTY)
    declare(RESULT, "帮扶需求的办理结果", Role.Kind.ENTERPRISE)
    declare(SIGNED, "帮扶记录现场签字确认", Role.Kind.ENTERPRISE)


def tell_asked(request: HelpRequest) -> None:
    text = f"{request.enterprise.name}提出帮扶需求「{request.title}」，请在 {request.due_on} 前派单。"
    tell(_officers(request.county_id), ASKED, text, request.get_absolute_url(), f"ask:{request.pk}")


def tell_offered(visit: HelpVisit, experts: Iterable[Expert]) -> None:
    """Each expert with an account; a visit offered anew is told anew."""
    people = User.objects.filter(expert__in=[one.pk for one in experts])
    text = f"{visit.planned_on} 到{visit.enterprise.name}帮扶，请在 {visit.answer_by} 前接单或谢绝。"
    tell(people, OFFERED, text, visit.get_absolute_url(), f"offer:{visit.pk}:{visit.moves}")


def tell_dispatched(request: HelpRequest, visit: HelpVisit) -> None:
    text = (
        f"您的帮扶需求「{request.title}」已派单（{visit.number}），计划 {visit.planned_on} 上门，专家接单后另行通知。"
    )
    tell(_people_of(request), RESULT, text, visit.get_absolute_url(), f"dispatch:{request.pk}:{request.moves}")


def tell_refused(request: HelpRequest) -> None:
    text = f"您的帮扶需求「{request.title}」未安排，理由见办理记录。"
    tell(_people_of(request), RESULT, text, request.get_absolute_url(), f"refuse:{request.pk}:{request.moves}")


def tell_accepted(visit: HelpVisit) -> None:
    text = f"专家已接单，{visit.planned_on} 到{visit.enterprise.name}帮扶（{visit.number}）。"
    key, url = f"accept:{visit.pk}:{visit.moves}", visit.get_absolute_url()
    tell(_officers(visit.county_id), ASKED, text, url, key)
    tell(_people_of(visit), RESULT, text, url, key)


def tell_declined(visit: HelpVisit, expert: Expert) -> None:
    text = f"{expert.name}谢绝了 {visit.planned_on} 到{visit.enterprise.name}的帮扶，请在 {visit.answer_by} 前改派。"
    tell(_officers(visit.county_id), ASKED, text, visit.get_absolute_url(), f"decline:{visit.pk}:{visit.moves}")


def tell_signed(visit: HelpVisit, signer: str) -> None:
    """Somebody signed in the enterprise's name: its own people learn of it at once."""
    text = f"{signer}已在现场签字确认帮扶记录 {visit.number}。如不属实，请联系属地市场监管部门。"
    tell(_people_of(visit), SIGNED, text, visit.get_absolute_url(), f"sign:{visit.pk}")


def _officers(county_id: str) -> QuerySet[User]:
    return User.objects.filter(role__kind=Role.Kind.COUNTY, role__region=county_id, is_active=True)


def _people_of(case) -> QuerySet[User]:
    return User.objects.filter(membership__enterprise=case.enterprise_id, is_active=True)
