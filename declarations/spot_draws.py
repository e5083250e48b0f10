"""监督抽查: a year's draw among those authorised, which nobody can steer and anybody can make again.

The portal draws by itself, on the first night of the month that the setting names on which an authorisation is in
force. The population is a text: ``city division number``, one authorisation a line, sorted by bytes. The seed is
``SHA-256 of the text / year``. ``pinzibiao.lib.draws.evenly`` draws the percentage, rounded up, so that every city, and
in it every division, gives its share to within one.
"""

from collections import Counter
from datetime import date
from hashlib import sha256
from math import ceil

from django.db import transaction
from django.utils import timezone

from pinzibiao.casework.actions import record
from pinzibiao.casework.dated import value_of
from pinzibiao.lib.draws import evenly, start_of

from .defaults import SPOT_CHECK_MONTH, SPOT_CHECK_PERCENT
from .models import Authorisation, SpotCheck, SpotCheckPlan
from .notifications import tell_of_draw
from .states import DeclarationStatus


@transaction.atomic
def draw(on: date) -> SpotCheckPlan | None:
    """The plan of the year of ``on``, drawn if its time has come and it is not there; None when nothing was drawn."""
    if on.month < value_of(SPOT_CHECK_MONTH, on) or SpotCheckPlan.objects.filter(year=on.year).exists():
        return None
    population = population_now()
    if not population:
        return None
    digest = sha256(population.encode()).hexdigest()
    plan = SpotCheckPlan.objects.create(
        year=on.year,
        percent=value_of(SPOT_CHECK_PERCENT, on),
        population=population,
        sha256=digest,
        seed=f"{digest}/{on.year}",
    )
    drawn = _keep(plan)
    record(plan, "draw", "抽取监督抽查对象", by=None, data={"seed": plan.seed, "drawn": drawn})
    tell_of_draw(plan, drawn)
    return plan


def population_now() -> str:
    """The authorisations in force, each with its city and its division."""
    rows = Authorisation.objects.filter(
        declaration__status=DeclarationStatus.AUTHORISED, valid_to__gte=timezone.localdate()
    )
    told = rows.values_list("declaration__city_code", "declaration__enterprise__division_code", "number")
    return "".join(sorted(f"{' '.join(row)}\n" for row in told))


def groups_of(plan: SpotCheckPlan) -> dict[str, str]:
    """``{number: "city division"}`` of everybody in the urn."""
    lines = (line.rpartition(" ") for line in plan.population.splitlines())
    return {number: group for group, _, number in lines}


def how_many(size: int, percent: int) -> int:
    return ceil(size * percent / 100)


def drawn_by(plan: SpotCheckPlan) -> list[str]:
    """The numbers that follow from the plan's text, seed and percentage."""
    groups = groups_of(plan)
    return evenly(plan.seed, groups, how_many(len(groups), plan.percent))


def shares_of(plan: SpotCheckPlan) -> list[tuple[str, str, int, int]]:
    """``(city, division, how many there were, how many were drawn)`` of every group."""
    groups = groups_of(plan)
    drawn = Counter(groups[number] for number in plan.checks.values_list("authorisation__number", flat=True))
    return [(*group.split(" "), size, drawn[group]) for group, size in sorted(Counter(groups.values()).items())]


def shell_command(plan: SpotCheckPlan) -> str:
    """Bash that prints the drawn numbers out of ``population.txt`` alone."""
    size = len(groups_of(plan))
    return COMMAND.format(
        seed=plan.seed, size=size, count=how_many(size, plan.percent), start=start_of(plan.seed, size)
    )


COMMAND = """\
while read -r city trade number; do
  echo "$city $trade $(printf '%s\\n%s' '{seed}' "$number" | sha256sum | cut -c1-64) $number"
done < population.txt | LC_ALL=C sort |
  awk '((NR - 1) * {count} + {start}) % {size} < {count} {{ print $4 }}'"""


def _keep(plan: SpotCheckPlan) -> int:
    drawn = drawn_by(plan)
    found = Authorisation.objects.in_bulk(drawn, field_name="number")
    SpotCheck.objects.bulk_create(SpotCheck(plan=plan, authorisation=found[number]) for number in drawn)
    return len(drawn)
