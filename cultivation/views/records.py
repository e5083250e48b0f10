"""Where the rows of each kind of list come from."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet

from desks import scopes

from .. import filters, selectors
from ..models import ListDefinition

Source = ListDefinition.Source


@dataclass(frozen=True)
class Records:
    """Whose the rows of a list are, which of them belong to a year, how they are narrowed."""

    scope: Callable
    of_year: Callable
    filterset: type

    def of(self, user, year: int) -> QuerySet:
        """The rows of a year that this person may see."""
        return self.of_year(self.scope(user), year)


RECORDS = {
    Source.ENTRIES: Records(scopes.library_entries, selectors.entries_of_year, filters.EntryFilter),
    Source.BENCHMARKS: Records(scopes.benchmark_products, selectors.benchmarks_of_year, filters.BenchmarkFilter),
    Source.STANDARD_PLANS: Records(scopes.standard_plans, selectors.plans_of_year, filters.PlanFilter),
    Source.PROBLEMS: Records(scopes.problems, selectors.problems_of_year, filters.ProblemFilter),
    Source.REQUESTS: Records(scopes.problems, selectors.requests_of_year, filters.ProblemFilter),
    Source.RESULTS: Records(scopes.problems, selectors.results_of_year, filters.ProblemFilter),
    Source.MEASURES: Records(scopes.measures, selectors.measures_of_year, filters.MeasureFilter),
}
# The register whose import brings in the rows of a list.
IMPORTED_AT = {
    Source.ENTRIES: "cultivation:entry_list",
    Source.BENCHMARKS: "cultivation:benchmark_list",
    Source.STANDARD_PLANS: "cultivation:plan_list",
    Source.PROBLEMS: "cultivation:problem_list",
    Source.REQUESTS: "cultivation:problem_list",
    Source.RESULTS: "cultivation:problem_list",
    Source.MEASURES: "cultivation:measure_list",
}
