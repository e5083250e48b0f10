"""What lies overdue at a level below climbs: the city sees its counties' late cases, the province everybody's.

Source: DOMAIN.md section 6; how late is a dated setting, once for the city and twice for the province.
"""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from declarations.defaults import CLIMBING_DAYS
from declarations.states import WORKFLOW
from pinzibiao.accounts.models import Role
from pinzibiao.casework.calendar import working_days_before
from pinzibiao.casework.dated import value_of
from pinzibiao.casework.workflow import Desk

from . import scopes

# The desks below each level, and how many times the setting a case must be late.
BELOW = {
    Role.Kind.CITY: ((Desk.COUNTY, Desk.EXPERT), 1),
    Role.Kind.PROVINCE: ((Desk.COUNTY, Desk.CITY, Desk.PUBLICITY, Desk.EXPERT), 2),
}
TITLE = "下级逾期，请督办"


def overdue_below(user) -> QuerySet | None:
    """Declarations of the person's place that another level has left lying, the latest first; None at the bottom."""
    if user.kind not in BELOW:
        return None
    desks, times = BELOW[user.kind]
    limit = working_days_before(timezone.localdate(), times * value_of(CLIMBING_DAYS))
    rows = scopes.declarations(user).filter(status__in=WORKFLOW.lying_at(*desks), due_on__lte=limit)
    return rows.select_related("enterprise", "product", "county").order_by("due_on", "pk")


def list_url() -> str:
    return reverse("declarations:list") + "?turn=overdue"
