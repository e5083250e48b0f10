"""Who is told of what in this room."""

from pinzibiao.accounts.models import Role, User
from pinzibiao.casework.models import Remark
from pinzibiao.notices.actions import tell
from pinzibiao.notices.kinds import declare

REMARK = "cultivation.remark"


def declare_kinds() -> None:
    """Called when the portal starts."""
    declare(REMARK, "质量问题的批注", Role.Kind.ENTERPRISE, Role.Kind.COUNTY)


def remark_written(problem, row: Remark) -> None:
    """The enterprise hears of what is for it, its county of what the enterprise wrote; nobody of their own words."""
    if row.visibility != Remark.Visibility.APPLICANT:
        return
    people = User.objects.filter(membership__enterprise=problem.enterprise_id)
    if people.filter(pk=row.by_id).exists():
        people = User.objects.filter(role__kind=Role.Kind.COUNTY, role__region=problem.county_id)
    words = f"质量问题「{problem.title[:60]}」有一条批注，请查看。"
    tell(people, REMARK, words, f"{problem.get_absolute_url()}#remarks", f"remark:{row.pk}")
