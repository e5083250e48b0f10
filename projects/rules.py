"""Who sits where for a project, who may write in it, and what its dates must be."""

from datetime import MAXYEAR, MINYEAR, date

from django.utils import timezone

from experts.models import OrganisationMember
from pinzibiao.accounts.models import Role
from pinzibiao.casework.workflow import Desk

from .states import PROJECT_WORKFLOW


def sits_at(user, project) -> set[Desk]:
    """The office that runs the project and the people of its lead body; the province approves."""
    role = user.role_or_none
    if role is None:
        return set()
    if role.kind == Role.Kind.BODY:
        return {Desk.OFFICE} if _of_lead(user, project) else set()
    if role.kind not in Role.REGULATORS:
        return set()
    desks = {Desk.OFFICE} if role.region_id == project.office_id else set()
    return desks | ({Desk.PROVINCE} if role.kind == Role.Kind.PROVINCE else set())


def may_write(user, project) -> bool:
    """Team, milestones, targets and values are written at the office while the project lies there."""
    return PROJECT_WORKFLOW.owner(project.status) == Desk.OFFICE and Desk.OFFICE in sits_at(user, project)


def not_future(day: date, what: str) -> list[str]:
    today = timezone.localdate()
    return [f"{what}不能晚于今天（{today.isoformat()}），请改为实际日期。"] if day > today else []


def approval_day(project, day: date) -> list[str]:
    """A project is approved in or after the year before its own, never in the future."""
    found = not_future(day, "立项日期")
    if day.year < project.year - 1:
        found.append(f"立项日期早于项目年度（{project.year}）一年以上，请核对年度或日期。")
    return found


def closing_day(project, day: date) -> list[str]:
    """A project is closed after its approval, never in the future."""
    found = not_future(day, "结项日期")
    if project.approved_on and day < project.approved_on:
        found.append(f"结项日期不能早于立项日期（{project.approved_on.isoformat()}）。")
    return found


def may_write_event(user, event) -> bool:
    """The bureau of the place where it is held, the province, or the office of its project."""
    if user.kind == Role.Kind.PROVINCE or (user.region is not None and user.region.pk == event.region_id):
        return True
    return event.project is not None and Desk.OFFICE in sits_at(user, event.project)


def quarter_has_begun(year: int, quarter: int) -> bool:
    """A year that no calendar has, typed into the address, has not begun either."""
    return MINYEAR <= year <= MAXYEAR and date(year, quarter * 3 - 2, 1) <= timezone.localdate()


def _of_lead(user, project) -> bool:
    lead = project.lead_organisation_id
    return lead is not None and OrganisationMember.objects.filter(user=user, organisation=lead).exists()
