"""Proposing common problems: new texts are held against those of their industry; a person decides what comes of it."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import connection

from enterprises.models import Industry
from pinzibiao.casework.dated import value_of
from pinzibiao.exchange.patience import unhurried
from pinzibiao.regions.models import PROVINCE_CODE, city_code_of

from ..clusters import nearest, stars
from ..defaults import COMMON_LEAST, COMMON_LIKENESS
from ..models import CommonCase, CommonProblem, Problem
from ..similarity import Text, note_compared, pairs, texts_of
from ..states import CommonStatus, ProblemStatus

State = CommonCase.State
STANDING = (CommonStatus.PROPOSED, CommonStatus.CONFIRMED)
DIVISION = 3


def divisions_to_compare() -> list[str]:
    """Divisions of industry (``C27``) in which a problem has not been compared yet."""
    waiting = Problem.objects.filter(compared_at=None).exclude(status=ProblemStatus.NOT_ADOPTED)
    codes = waiting.order_by().values_list("enterprise__industry", flat=True)
    return sorted({code[:DIVISION] for code in codes.distinct() if len(code) >= DIVISION})


def propose(industry: str) -> int:
    """One division in one transaction that may take its time. Again: nothing new."""
    with unhurried():
        return _propose(industry)


def _propose(industry: str) -> int:
    """Put what is new in a division to those it is like; how many new common problems came of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"common:{industry}"])
    texts = texts_of(industry)
    alike = pairs(texts, value_of(COMMON_LIKENESS) / 100)
    memory = Memory(industry)
    homes = memory.homes(texts)
    _attach(texts, alike, homes, memory)
    free = {pk for pk in texts if pk not in homes}
    count = _begin(texts, stars(alike, free) + _repeated(texts, free), industry, memory)
    note_compared()
    return count


class Memory:
    """What stands and what was refused in a division: every case of every common problem of it."""

    def __init__(self, industry: str):
        rows = CommonCase.objects.filter(common__industry=industry)
        self.leaders = dict(
            CommonProblem.objects.filter(industry=industry, status__in=STANDING).values_list("leader", "pk")
        )
        self.placed: dict[int, int] = {}
        self.known: dict[int, dict[int, str]] = defaultdict(dict)
        for problem, common, state in rows.values_list("problem", "common", "state"):
            self.known[problem][common] = state
            if state != State.REFUSED:
                self.placed[problem] = common

    def homes(self, texts: dict[int, Text]) -> dict[int, int]:
        """``{text: common}``: the wordings for which a standing common problem is named."""
        found = {}
        for text in texts.values():
            for problem in text.problems:
                if home := self.leaders.get(problem) or self.placed.get(problem):
                    found[text.pk] = home
                    break
        return found

    def were_told_apart(self, one: int, other: int) -> bool:
        """A person said of one of them that it does not belong where the other stands."""
        mine, theirs = self.known.get(one, {}), self.known.get(other, {})
        return any(State.REFUSED in (mine[common], theirs[common]) for common in mine.keys() & theirs.keys())


def _attach(texts, alike, homes: dict[int, int], memory: Memory) -> None:
    """New problems to the common ones that stand: by the same words, else by likeness to the words that lead there."""
    leading = {pk: home for pk, home in homes.items() if any(one in memory.leaders for one in texts[pk].problems)}
    likest = nearest(alike, leading) | {pk: (home, 1.0) for pk, home in homes.items()}
    rows = [
        CommonCase(common_id=home, problem_id=problem, similarity=likeness)
        for pk, (home, likeness) in likest.items()
        for problem in texts[pk].problems
        if problem not in memory.placed and home not in memory.known.get(problem, {})
    ]
    homes |= {pk: home for pk, (home, _) in likest.items()}
    CommonCase.objects.bulk_create(rows, batch_size=1000)
    for common in CommonProblem.objects.filter(pk__in={row.common_id for row in rows}):
        settle_place(common)


def _repeated(texts: dict[int, Text], free: set[int]) -> list[dict[int, float]]:
    """One wording of several enterprises is a group by itself."""
    return [{pk: 1.0} for pk in sorted(free) if len(set(texts[pk].enterprises)) > 1]


def _begin(texts, groups: Iterable[dict[int, float]], industry: str, memory: Memory) -> int:
    used: set[int] = set()
    begun, least = 0, value_of(COMMON_LEAST)
    for group in groups:
        if not used & group.keys():
            members = _members(texts, group, memory)
            if len({enterprise for _, enterprise, _ in members}) >= least:
                used |= group.keys()
                _write(members, industry)
                begun += 1
    return begun


def _members(texts, group: dict[int, float], memory: Memory) -> list[tuple[int, int, float]]:
    """``(problem, enterprise, likeness)``, the leading one first; without those once told apart from it."""
    leader = texts[next(iter(group))].problems[0]
    return [
        (problem, enterprise, likeness)
        for pk, likeness in group.items()
        for problem, enterprise in zip(texts[pk].problems, texts[pk].enterprises, strict=True)
        if problem not in memory.placed and not memory.were_told_apart(leader, problem)
    ]


def _write(members: list[tuple[int, int, float]], industry: str) -> None:
    leader = Problem.objects.get(pk=members[0][0])
    common = CommonProblem.objects.create(
        title=leader.title, industry=Industry.objects.get(pk=industry), region_id=leader.county_id, leader=leader
    )
    rows = [CommonCase(common=common, problem_id=pk, similarity=likeness) for pk, _, likeness in members]
    CommonCase.objects.bulk_create(rows, batch_size=1000)
    settle_place(common)


def settle_place(common: CommonProblem) -> None:
    """The lowest place that holds every case: a county, a city, or the province."""
    cases = common.cases.exclude(state=State.REFUSED)
    counties = set(cases.order_by().values_list("problem__county", flat=True).distinct())
    place = place_of(counties) if counties else common.region_id
    if place != common.region_id:
        common.region_id = place
        common.save(update_fields=["region"])


def place_of(counties: set[str]) -> str:
    if len(counties) == 1:
        return next(iter(counties))
    cities = {city_code_of(code) for code in counties}
    return next(iter(cities)) if len(cities) == 1 else PROVINCE_CODE
