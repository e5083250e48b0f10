"""How an enterprise is found by a piece of its names: what is stored beside them for the search.

A Chinese company name is 行政区划 + 字号 + 行业 + 组织形式; everybody's last part is alike, so nothing of it is stored.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

FORMS = re.compile(r"(股份有限公司|有限责任公司|有限公司|股份公司|集团公司|公司)$")
# A form of which only the beginning was typed: 药业有限 means 药业.
BEGUN_FORM = re.compile(r"(股份有限公?|股份有?|有限责任公?|有限责?|有限公|有|股|公)$")
NOISE = re.compile(r"[\s()（）·.,，、\-—《》“”\"']+")
# Marks a pair with one character between its two: with it a name is found whose middle character was mistyped.
GAP = "·"


@dataclass(frozen=True)
class Spelling:
    """What is stored of all names together. ``names`` and ``sounds`` have a line for each name."""

    names: str
    sounds: str
    keys: list[str]


def spelling(names: Iterable[str]) -> Spelling:
    """The stored forms of a current name and the former ones after it."""
    lines, sounds, keys = [], [], set()
    for name in names:
        core = core_of(name)
        syllables = syllables_of(core)
        lines.append(plain(name))
        sounds.append(f"{''.join(syllables)} {initials_of(syllables)}")
        keys |= {*pairs(core), *gaps(core), *joined(syllables), *threes(initials_of(syllables))}
    return Spelling("\n".join(lines), "\n".join(sounds), sorted(keys))


def set_former_names(enterprise, former: list[str]) -> None:
    """Fill in the columns of the search by the enterprise's name and its former ones; the caller saves it."""
    spelt = spelling([enterprise.name, *former])
    enterprise.search_names, enterprise.search_sounds, enterprise.search_keys = spelt.names, spelt.sounds, spelt.keys


def plain(text: str) -> str:
    """One form however typed: full width to half, capitals, without blanks, brackets and dots."""
    return NOISE.sub("", unicodedata.normalize("NFKC", text).upper())


def core_of(name: str) -> str:
    """The name without its legal form: 杭州胡庆余堂药业有限公司 → 杭州胡庆余堂药业."""
    return FORMS.sub("", plain(name))


def asked_core(text: str) -> str:
    """The same of what somebody typed, who may have stopped within the legal form."""
    words = plain(text)
    core = FORMS.sub("", words)
    return core if core != words else BEGUN_FORM.sub("", words)


def pairs(core: str) -> list[str]:
    """Neighbouring characters: 胡庆 庆余 余堂."""
    return [core[i : i + 2] for i in range(len(core) - 1)]


def gaps(core: str) -> list[str]:
    """Characters with one between: 胡·余 庆·堂."""
    return [f"{core[i]}{GAP}{core[i + 2]}" for i in range(len(core) - 2)]


def joined(syllables: list[str]) -> list[str]:
    """Neighbouring syllables: huqing qingyu yutang."""
    return ["".join(two) for two in pairwise(syllables)]


def threes(initials: str) -> list[str]:
    return [initials[i : i + 3] for i in range(len(initials) - 2)]


def initials_of(syllables: list[str]) -> str:
    return "".join(syllable[0] for syllable in syllables)


def syllables_of(core: str) -> list[str]:
    """The pinyin of each character, the rest as it stands in small letters; ü is v, as keyboards have it."""
    turning = _turning()
    return [
        _within(core[max(i - 1, 0) : i + 2], min(i, 1)) if character in turning else _alone(character)
        for i, character in enumerate(core)
    ]


@cache
def _turning() -> frozenset[str]:
    """Characters that some phrase reads otherwise than they are read alone: 长 行 重 乐 会 …"""
    return frozenset(
        character
        for phrase, readings in PHRASES_DICT.items()
        for character, reading in zip(phrase, readings, strict=False)
        if reading[0] != PINYIN_DICT.get(ord(character), "").split(",")[0]
    )


@lru_cache(maxsize=50_000)
def _alone(character: str) -> str:
    return lazy_pinyin(character)[0].lower()


@lru_cache(maxsize=100_000)
def _within(window: str, at: int) -> str:
    """The reading of one of three characters by its neighbours: 长兴 is chang, 会长 is zhang."""
    return lazy_pinyin(window, errors=list)[at].lower()
