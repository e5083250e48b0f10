"""Drawing at random so that anybody can draw again: an order that follows from a seed and the keys alone."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256


def ranked(seed: str, keys: Iterable[str]) -> list[str]:
    """Every key once, by the SHA-256 of the seed, a line feed and the key: the first n of them are drawn."""
    return sorted(set(keys), key=lambda key: (lot(seed, key), key))


def lot(seed: str, key: str) -> str:
    """What orders a key: anybody computes it with ``printf "%s\\n%s" seed key | sha256sum``."""
    return sha256(f"{seed}\n{key}".encode()).hexdigest()
