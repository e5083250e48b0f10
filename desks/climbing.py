"""What lies overdue at a level below climbs: the city sees its counties' late cases, the province everybody's.

Source: DOMAIN.md section 6; how late is a dated setting, once for the city and twice for the province.
"""

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from declarations.defaults import CLIMBING_DAYS
from declarations.selectors import answer_due_on, owing_an_answer
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
    late = Q(status__in=WORKFLOW.lying_at(*desks), due_on__lte=limit)
    if Desk.CITY in desks:
        # The experts have the case, and the city owes an answer about one of them.
        late |= Q(pk__in=owing_an_answer(limit))
    rows = scopes.declarations(user).filter(late).annotate(answer_due_on=answer_due_on())
    return rows.select_related("enterprise", "product", "county").order_by("due_on", "pk")


def list_url() -> str:
    return reverse("declarations:list") + "?turn=overdue"
