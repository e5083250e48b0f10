"""Pieces of pages that stay the same from click to click, kept for a minute in each process.

A menu of thirty lines and a filter with two hundred choices are half of a list's work, and nobody changes them
between two clicks.
"""

import time
from collections.abc import Callable, Hashable
from typing import TypeVar

from django.conf import settings

MOST = 1000
Piece = TypeVar("Piece")
_kept: dict[Hashable, tuple[float, object]] = {}


def kept(key: Hashable, make: Callable[[], Piece], unless: Callable[[Piece], bool] | None = None) -> Piece:
    """The piece of ``key``, made anew when it is older than ``PIECES_SECONDS``. The key names whoever may see it.

    A piece that ``unless`` finds is not kept.
    """
    now = time.monotonic()
    found = _kept.get(key)
    if found and now - found[0] < settings.PIECES_SECONDS:
        return found[1]
    piece = make()
    if unless and unless(piece):
        return piece
    if len(_kept) >= MOST:
        _kept.clear()
    _kept[key] = now, piece
    return piece
