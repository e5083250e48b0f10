"""Dividing what somebody typed in pinyin into syllables: huqingyut → hu qing yu (t…)."""

import unicodedata
from functools import cache

from pypinyin.constants import PINYIN_DICT

LONGEST = 6
# xian is one syllable or two (西安); more ways than these do not occur in a name's worth of letters.
WAYS = 4
VOWELS = frozenset("aeiouv")


def divided(letters: str) -> list[list[str]]:
    """At most four ways to read ``letters`` as whole syllables; if none goes to the end, the rest begins one."""
    whole: list[list[str]] = []
    begun: list[list[str]] = []
    _divide(letters, [], whole, begun)
    return (whole or begun)[:WAYS]


def _divide(rest: str, before: list[str], whole: list, begun: list) -> None:
    if not rest:
        whole.append(before)
    elif before and rest in _beginnings():
        begun.append(before)
    for length in range(min(LONGEST, len(rest)), 0, -1):
        if rest[:length] in _syllables() and len(whole) < WAYS:
            _divide(rest[length:], [*before, rest[:length]], whole, begun)


@cache
def _syllables() -> frozenset[str]:
    """Every syllable of the language without its tone; ü is v."""
    readings = {_toneless(reading) for several in PINYIN_DICT.values() for reading in several.split(",")}
    return frozenset(reading for reading in readings if set(reading) & VOWELS)


@cache
def _beginnings() -> frozenset[str]:
    """What may stand before a syllable is typed to its end."""
    return frozenset(syllable[:length] for syllable in _syllables() for length in range(1, len(syllable)))


def _toneless(reading: str) -> str:
    apart = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(letter for letter in apart if letter.isascii())
