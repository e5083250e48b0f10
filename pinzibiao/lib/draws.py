"""Drawing at random so that anybody can draw again: an order that follows from a seed and the keys alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256


def ranked(seed: str, keys: Iterable[str]) -> list[str]:
    """Every key once, by the SHA-256 of the seed, a line feed and the key: the first n of them are drawn."""
    return sorted(set(keys), key=lambda key: (lot(seed, key), key))


def evenly(seed: str, groups: Mapping[str, str], count: int) -> list[str]:
    """``count`` of the keys, so that each group gives its share to within one; ``groups`` tells every key's group.

    All stand in one line, group by group, within a group by lot. From a start that follows from the seed, places are
    taken in equal steps: every key has the same chance.
    """
    line = sorted(groups, key=lambda key: (groups[key], lot(seed, key), key))
    start = start_of(seed, len(line))
    return [key for place, key in enumerate(line) if (place * count + start) % len(line) < count]


def start_of(seed: str, length: int) -> int:
    """Where in a line of that length the steps begin."""
    return int(lot(seed, "start")[:8], 16) % length if length else 0


def lot(seed: str, key: str) -> str:
    """What orders a key: anybody computes it with ``printf "%s\\n%s" seed key | sha256sum``."""
    return sha256(f"{seed}\n{key}".encode()).hexdigest()
