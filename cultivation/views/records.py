"""Where the rows of each kind of list come from."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet

from desks import scopes

from .. import filters
from ..models import ListDefinition
from ..selectors import OF_YEAR

Source = ListDefinition.Source


@dataclass(frozen=True)
class Records:
    """Whose the rows of a list are, how they are narrowed, and on whose page a file brings them in."""

    scope: Callable
    filterset: type
    list_url: str


PROBLEMS = Records(scopes.problems, filters.ProblemFilter, "cultivation:problem_list")
RECORDS = {
    Source.ENTRIES: Records(scopes.library_entries, filters.EntryFilter, "cultivation:entry_list"),
    Source.BENCHMARKS: Records(scopes.benchmark_products, filters.BenchmarkFilter, "cultivation:benchmark_list"),
    Source.STANDARD_PLANS: Records(scopes.standard_plans, filters.PlanFilter, "cultivation:plan_list"),
    Source.PROBLEMS: PROBLEMS,
    Source.REQUESTS: PROBLEMS,
    Source.RESULTS: PROBLEMS,
    Source.MEASURES: Records(scopes.measures, filters.MeasureFilter, "cultivation:measure_list"),
}


def rows_of(source: str, user, year: int) -> QuerySet:
    """The rows of a year's list that this person may see."""
    return OF_YEAR[source](RECORDS[source].scope(user), year)
