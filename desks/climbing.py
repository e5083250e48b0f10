"""What lies overdue at a level below climbs: county, then city, then province; it comes down when somebody acts.

Source: DOMAIN.md section 6 (declarations) and 8 (problems). How late is a dated setting, once for the city and twice
for the province; a county sees at once what an enterprise of its own leaves lying. Nothing is stored: the day itself
lifts a case, and the act that ends its delay takes it down.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from cultivation.states import MEASURE_WORKFLOW, PROBLEM_WORKFLOW
from declarations.defaults import CLIMBING_DAYS
from declarations.selectors import answer_due_on, owing_an_answer
from declarations.states import WORKFLOW
from pinzibiao.accounts.models import Role
from pinzibiao.casework.calendar import working_days_before
from pinzibiao.casework.dated import value_of
from pinzibiao.casework.workflow import Desk, Workflow

from . import scopes

COUNTY, CITY, PROVINCE = Role.Kind.COUNTY, Role.Kind.CITY, Role.Kind.PROVINCE


@dataclass(frozen=True)
class Climbing:
    """One kind of case: the desks below each level, and how many times the setting a case must be late there."""

    title: str
    scope: Callable[[object], QuerySet]
    workflow: Workflow
    below: Mapping[str, tuple[tuple[Desk, ...], int]]
    needs: tuple[str, ...]
    list_name: str
    query: str
    label: Callable[[object], str] = str
    # Cases on another desk of which the city owes something since a day; the province sees those too.
    owed_by_city: Callable[[date], QuerySet] | None = None

    def overdue_below(self, user, limit_of: Callable[[int], date] | None = None) -> QuerySet | None:
        """Cases of the person's place that another level has left lying, the latest first; None at the bottom.

        ``limit_of``: ``last_late_day``, asked once by whoever asks for several kinds of case.
        """
        if user.kind not in self.below:
            return None
        desks, times = self.below[user.kind]
        limit = (limit_of or last_late_day)(times)
        late = Q(status__in=self.workflow.lying_at(*desks), due_on__lte=limit)
        rows = self.scope(user)
        if self.owed_by_city:
            late |= Q(pk__in=self.owed_by_city(limit)) if Desk.CITY in desks else Q()
            rows = rows.annotate(answer_due_on=answer_due_on())
        rows = rows.filter(late)
        return rows.select_related("enterprise", "county", *self.needs).order_by("due_on", "pk")

    @property
    def list_url(self) -> str:
        return f"{reverse(self.list_name)}?{self.query}"


def last_late_day(times: int) -> date:
    """The last term that is late enough."""
    today = timezone.localdate()
    return working_days_before(today, times * value_of(CLIMBING_DAYS)) if times else today - timedelta(days=1)


DECLARATIONS = Climbing(
    "下级逾期，请督办",
    scopes.declarations,
    WORKFLOW,
    {
        CITY: ((Desk.COUNTY, Desk.EXPERT), 1),
        PROVINCE: ((Desk.COUNTY, Desk.CITY, Desk.PUBLICITY, Desk.EXPERT), 2),
    },
    ("product",),
    "declarations:list",
    "turn=overdue",
    # The experts have the case, and the city owes an answer about one of them.
    owed_by_city=owing_an_answer,
)
PROBLEMS = Climbing(
    "质量问题逾期，请督办",
    scopes.problems,
    PROBLEM_WORKFLOW,
    {
        COUNTY: ((Desk.ENTERPRISE,), 0),
        CITY: ((Desk.ENTERPRISE, Desk.COUNTY), 1),
        PROVINCE: ((Desk.ENTERPRISE, Desk.COUNTY), 2),
    },
    (),
    "cultivation:problem_list",
    "overdue=yes&sort=due_on",
)
MEASURES = Climbing(
    "帮扶措施逾期，请督办",
    scopes.measures,
    MEASURE_WORKFLOW,
    {CITY: ((Desk.COUNTY,), 1), PROVINCE: ((Desk.COUNTY,), 2)},
    (),
    "cultivation:measure_list",
    "overdue=yes&sort=due_on",
    lambda case: f"{case.number} {case.content[:40]}",
)
CLIMBINGS = (DECLARATIONS, PROBLEMS, MEASURES)
