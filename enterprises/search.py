"""Finding enterprises by a piece of a name, a former name, its pinyin or initials, or a piece of the code.

Every way goes through an index: pairs of characters, of syllables and threes of initials in one array, threes of the
code in another. So a million rows answer as four thousand do.
"""

import re
from difflib import SequenceMatcher

from django.db.models import BooleanField, Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL

from . import naming
from .codes import USCC_LETTERS, clean_uscc
from .models import Enterprise
from .syllables import divided

SHORTEST = 2
TOO_SHORT = "关键词太短：请至少输入两个汉字，或三个字母、数字。"
LATIN = re.compile(r"^[0-9A-Za-z'’·\-]+$")
CODE_PART = re.compile(rf"^[{USCC_LETTERS}]{{3,18}}$")
# Of a name with a mistyped character at most so many are looked at, and so many shown.
CANDIDATES, ALIKE = 200, 25
# A longer text is compared by its beginning; it holds far more than one name needs.
COMPARED = 12

# Each way by itself through the index, and the rows by their keys: joined by OR, thirty ways are planned for longer
# than they take, and over a few thousand rows PostgreSQL would rather try all thirty on each.
ANY_WAY = """
    enterprises_enterprise.id = ANY(ARRAY(
        SELECT held.id FROM unnest(%s::text[]) AS way(keys), LATERAL (
            SELECT id FROM enterprises_enterprise WHERE search_keys @> string_to_array(way.keys, ' ') OFFSET 0
        ) AS held
    ))
"""


def is_too_short(text: str) -> bool:
    """Whether a word of ``text`` has too little to look up by."""
    return any(len(word) < (3 if LATIN.match(word) else SHORTEST) for word in text.split())


def search(rows: QuerySet[Enterprise], text: str) -> QuerySet[Enterprise]:
    """Rows in which every word of ``text`` is found."""
    for word in text.split():
        rows = rows.filter(_holds(word))
    return rows


def alike(rows: QuerySet[Enterprise], text: str) -> QuerySet[Enterprise]:
    """At most 25 rows with a name like ``text`` but for one character, the likest first."""
    asked = naming.asked_core(text)[:COMPARED]
    found = list(candidates(rows, asked).values_list("pk", "search_names")[:CANDIDATES])
    found.sort(key=lambda row: (-_likeness(asked, row[1]), row[0]))
    best = [pk for pk, _ in found[:ALIKE]]
    if not best:
        return rows.none()
    place = Case(*(When(pk=pk, then=Value(n)) for n, pk in enumerate(best)), output_field=IntegerField())
    return rows.filter(pk__in=best).annotate(place=place).order_by("place", "-pk")


def candidates(rows: QuerySet[Enterprise], asked: str) -> QuerySet[Enterprise]:
    """Rows whose name may be ``asked`` with one character wrong, missing or too much, or with others of its sound."""
    ways = [" ".join(sorted(keys)) for keys in _ways(asked) if keys]
    condition = RawSQL(ANY_WAY, [ways], output_field=BooleanField())  # noqa: S611 every value is a parameter
    return rows.filter(condition).order_by()


def _holds(word: str) -> Q:
    """One word: in a name; of letters alone in the sound of a name or in the code as well."""
    condition = _in_names(word)
    if LATIN.match(word):
        condition |= _in_sounds(word.lower())
        if CODE_PART.match(code := clean_uscc(word)):
            condition |= Q(uscc__contains=code)
    return condition


def _in_names(word: str) -> Q:
    whole = naming.plain(word)
    keys = naming.pairs(naming.asked_core(word))
    held = Q(search_names__contains=whole)
    return held & Q(search_keys__contains=keys) if keys else held


def _in_sounds(word: str) -> Q:
    """hqyt, huqingyutang or huqing'yutang."""
    letters = re.sub("[^a-z]", "", word)
    condition = Q(pk__in=[])
    if len(letters) >= 3:
        condition |= Q(search_keys__contains=naming.threes(letters), search_sounds__contains=letters)
    for syllables in divided(letters):
        keys = naming.joined(syllables)
        if keys:
            condition |= Q(search_keys__contains=keys, search_sounds__contains=letters)
    return condition


def _ways(asked: str):
    """For each way in which one character may be wrong: the keys that a name then still has."""
    length = len(asked)
    if length < 3:
        return
    for wrong in range(length):
        yield _around(asked, wrong)
        if length > 3:
            yield set(naming.pairs(asked[:wrong] + asked[wrong + 1 :]))
        if wrong > 0:
            yield _split(asked, wrong)
    yield set(naming.joined(naming.syllables_of(asked)))


def _around(asked: str, wrong: int) -> set[str]:
    """Keys of a name that differs at one place."""
    last = len(asked) - 1
    near = {asked[i : i + 2] for i in range(last) if wrong not in (i, i + 1)}
    over = {f"{asked[i]}{naming.GAP}{asked[i + 2]}" for i in range(last - 1) if wrong not in (i, i + 2)}
    return near | over


def _split(asked: str, at: int) -> set[str]:
    """Keys of a name that has one more character before place ``at``."""
    bridge = f"{asked[at - 1]}{naming.GAP}{asked[at]}"
    return {*naming.pairs(asked[:at]), bridge, *naming.pairs(asked[at:])}


def _likeness(asked: str, names: str) -> float:
    """How much of ``asked`` stands in the best of the names, in its order; shorter names first among equals."""
    return max(_one(asked, naming.core_of(name)) for name in names.split("\n"))


def _one(asked: str, core: str) -> float:
    blocks = SequenceMatcher(None, asked, core, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(asked) - len(core) / 1000
