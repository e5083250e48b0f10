"""How well like texts find each other, on a labelled test set; and that no rule of grouping is broken."""

from itertools import combinations, groupby
from pathlib import Path

import pytest

from cultivation.actions.proposing import propose
from cultivation.clusters import nearest, stars
from cultivation.models import CommonCase, Problem
from tests.factories.enterprises import EnterpriseFactory

pytestmark = pytest.mark.django_db
TEST_SET = Path(__file__).parents[1] / "data" / "common_problems.txt"
LEAST_FOUND, LEAST_RIGHT = 0.80, 0.60


def labelled() -> list[tuple[str, str, str]]:
    """``(division, group or -, text)``."""
    found, division = [], ""
    for line in TEST_SET.read_text("utf-8").splitlines():
        if line.startswith("## "):
            division = line[3:6]
        elif not line.startswith("#"):
            found.append((division, *line.split("\t")))
    return found


def same(rows) -> set[frozenset]:
    """Every pair of one key among ``(key, text)``."""
    ordered = sorted(rows)
    groups = (list(group) for _, group in groupby(ordered, key=lambda row: row[0]))
    return {frozenset(pair) for group in groups for pair in combinations([text for _, text in group], 2)}


def test_the_test_set_is_what_it_says():
    rows = labelled()
    assert (len(rows), len({text for *_, text in rows})) == (300, 300)
    assert len({division for division, *_ in rows}) == 6
    assert sum(group == "-" for _, group, _ in rows) >= 90


def test_most_true_pairs_are_proposed_and_most_proposals_are_right(expert_user):
    rows = labelled()
    write(rows, expert_user)
    for division in sorted({division for division, *_ in rows}):
        propose(division)
    true = same(((division, group), text) for division, group, text in rows if group != "-")
    proposed = same(CommonCase.objects.values_list("common", "problem__title"))
    found, right = len(true & proposed) / len(true), len(true & proposed) / len(proposed)
    assert (len(true), found >= LEAST_FOUND, right >= LEAST_RIGHT) == (234, True, True), (found, right)


def write(rows, by) -> None:
    """Each text is a problem of an enterprise of its own."""
    for number, (division, _, text) in enumerate(rows):
        enterprise = EnterpriseFactory(industry_id=division)
        Problem.objects.create(
            number=f"WT-330113-2026-{number:04d}",
            enterprise=enterprise,
            county_id=enterprise.county_id,
            title=text,
            dimension="technology",
            source="survey",
            raised_on="2026-03-02",
            reported_by=by,
        )


PAIRS = [(1, 2, 0.9), (2, 1, 0.9), (2, 3, 0.8), (3, 4, 0.7), (5, 6, 0.6)]


def test_a_group_is_a_star_and_no_text_comes_in_by_way_of_a_third():
    assert stars(PAIRS, {1, 2, 3, 4, 5, 6}) == [{2: 1.0, 1: 0.9, 3: 0.8}, {5: 1.0, 6: 0.6}]
    assert stars(PAIRS, {1, 3, 4}) == [{3: 1.0, 4: 0.7}]
    assert stars([], {1}) == []


def test_the_likest_that_stands_for_something_is_taken():
    pairs = [(1, 2, 0.4), (1, 3, 0.6), (4, 1, 0.9), (2, 3, 0.5)]
    assert nearest(pairs, {2: 20, 3: 30}) == {1: (30, 0.6)}
