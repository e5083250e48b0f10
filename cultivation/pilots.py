"""How a pilot (region × industry) of a cultivation service stands: its part of each list, in counts."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from pinzibiao.regions.fields import within
from projects.models import PilotTarget

from .models import ListDefinition
from .selectors import in_industry
from .states import MEASURE_WORKFLOW, PROBLEM_WORKFLOW, EntryStatus, MeasureStatus, ProblemStatus

Source = ListDefinition.Source


@dataclass(frozen=True)
class Done:
    """What of a list counts as done, and what as late on a day."""

    words: str
    done: Q
    late: object = None


DONE = {
    Source.ENTRIES: Done("已获标", Q(status=EntryStatus.BRANDED)),
    Source.BENCHMARKS: Done(
        "已检测", Q(reached_value__isnull=False), lambda today: Q(due_on__lt=today, reached_value=None)
    ),
    Source.STANDARD_PLANS: Done(
        "已发布", Q(published_on__isnull=False), lambda today: Q(due_on__lt=today, published_on=None)
    ),
    Source.PROBLEMS: Done(
        "已销号",
        Q(status=ProblemStatus.CLOSED),
        lambda today: Q(due_on__lt=today, status__in=PROBLEM_WORKFLOW.open_statuses),
    ),
    Source.MEASURES: Done(
        "已销号",
        Q(status=MeasureStatus.CLOSED),
        lambda today: Q(due_on__lt=today, status__in=MEASURE_WORKFLOW.open_statuses),
    ),
}
DONE[Source.REQUESTS] = DONE[Source.RESULTS] = DONE[Source.PROBLEMS]


@dataclass(frozen=True)
class Standing:
    """A list's part: how many rows, how many of them done and late."""

    definition: ListDefinition
    total: int
    done: int
    late: int

    @property
    def done_words(self) -> str:
        return DONE[self.definition.source].words

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0


def rows_of_pilot(rows: QuerySet, pilot: PilotTarget) -> QuerySet:
    """The rows of a list that are the pilot's: its place and its industry."""
    return in_industry(within(rows, pilot.region), pilot.industry)


def standing(definition: ListDefinition, rows: QuerySet, today: date) -> Standing:
    told = DONE[definition.source]
    late = told.late(today) if told.late else Q(pk__in=[])
    counts = rows.order_by().aggregate(
        total=Count("pk"), done=Count("pk", filter=told.done), late=Count("pk", filter=late)
    )
    return Standing(definition, counts["total"], counts["done"], counts["late"])
