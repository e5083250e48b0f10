"""What a list says of a row by SQL is what the row says of itself."""

from datetime import date
from decimal import Decimal

import pytest

from cultivation.columns import ShownColumn, with_values
from cultivation.models import ListColumn, ListDefinition, Measure
from cultivation.projections import MODELS, PROJECTIONS, trimmed
from tests.factories.cultivation import BenchmarkProductFactory, MeasureFactory, ProblemFactory, StandardPlanFactory


def value(row, source: str, key: str):
    column = ListColumn(pk=1, definition=ListDefinition(source=source), key=key)
    shown = ShownColumn(column, PROJECTIONS[source][key])
    return with_values(type(row).objects.filter(pk=row.pk), [shown], 2026).get().c1


@pytest.mark.django_db
@pytest.mark.parametrize("source", MODELS)
def test_every_projection_is_sql_that_runs(source):
    columns = [
        ShownColumn(ListColumn(pk=number, key=key), shows)
        for number, (key, shows) in enumerate(PROJECTIONS[source].items(), start=1)
    ]
    rows = with_values(MODELS[source].objects.all(), columns, 2026)
    assert list(rows) == []
    for one in columns:
        if one.shows.order:
            assert list(rows.order_by(one.shows.order)) == []


@pytest.mark.parametrize(
    ("target", "reached"), [(8, None), (8, "7.5"), (8, "8"), (8, "9"), (25, "24"), (25, "25"), (25, "26")]
)
def test_the_state_of_a_benchmark_is_the_records_own(target, reached, enterprise):
    row = BenchmarkProductFactory(
        enterprise=enterprise,
        target_value=target,
        reached_value=reached and Decimal(reached),
        reported_on=date(2026, 5, 1),
    )
    row.refresh_from_db()
    assert value(row, "benchmarks", "state") == row.state()[0]


def test_a_plans_state_is_its_stage(enterprise):
    row = StandardPlanFactory(enterprise=enterprise)
    assert value(row, "standard_plans", "state") == row.state()[0] == row.get_stage_display()


def test_several_names_stand_in_one_cell_in_order(enterprise, county_officer, expert_user):
    problems = [ProblemFactory(enterprise=enterprise, by=expert_user) for _ in range(3)]
    row = MeasureFactory(enterprise=enterprise, by=county_officer, problems=problems[::-1])
    assert value(row, "measures", "problems") == "、".join(problem.number for problem in problems)
    row.problems.clear()
    assert value(Measure.objects.get(), "measures", "problems") is None


@pytest.mark.parametrize(
    ("stored", "shown"), [("20.0000", "20"), ("7.5000", "7.5"), ("100.0000", "100"), ("0.0400", "0.04")]
)
def test_idle_zeros_are_not_shown(stored, shown):
    assert str(trimmed(Decimal(stored))) == shown
