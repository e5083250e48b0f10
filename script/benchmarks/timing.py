"""Timing of two or three ways to do the same thing, in turn, so that a busy moment hits all alike."""

import gc
import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median

Way = Callable[[], object]


@dataclass(frozen=True)
class Line:
    """One printed measure: medians of ours, the least that could be done (floor) and another's way (peer)."""

    name: str
    ours: float
    floor: float
    peer: float | None
    unit: str
    ratio_floor: float
    ratio_peer: float | None

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


def compare(name: str, ours: Way, floor: Way, peer: Way | None = None, rounds: int = 60) -> Line:
    """Medians in milliseconds over `rounds`, after a tenth of them for warming up."""
    ways = [way for way in (ours, floor, peer) if way]
    for _ in range(max(rounds // 10, 1)):
        for way in ways:
            way()
    took = [[] for _ in ways]
    for _ in range(rounds):
        for way, times in zip(ways, took, strict=True):
            times.append(_milliseconds(way))
    a, b, *c = (round(median(times), 2) for times in took)
    c = c[0] if c else None
    return Line(name, a, b, c, "ms", round(a / b, 2), c and round(a / c, 2))


def _milliseconds(way: Way) -> float:
    gc.collect()
    started = time.perf_counter()
    way()
    return (time.perf_counter() - started) * 1000
