"""What was measured against what the standard asks: the judgement, the question, the picture (对标图). All pure.

The numbers travel as text, so that a frozen version holds them word for word and draws the same picture in ten years.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.db.models import TextChoices

from enterprises.models import Direction
from enterprises.models.standard_indicator import plain

# Beyond ten times either way a slipped decimal point or another unit is likelier than a marvel.
UNUSUAL_FACTOR = 10
NUMBER = re.compile(r"^([+-]?\d+(?:\.\d+)?)\s*(.*)$")
WHOLE_DIGITS, PLACES = 12, 6
MARGIN = Decimal("1.1")


class Verdict(TextChoices):
    BETTER = "better", "优于标准"
    EQUAL = "equal", "达到标准"
    WORSE = "worse", "未达到标准"


@dataclass(frozen=True)
class Limit:
    """What one indicator asks; ``upper`` only of a range, ``advanced`` where somebody has gone further."""

    direction: str
    limit: Decimal
    upper: Decimal | None = None
    advanced: Decimal | None = None


class Unreadable(ValueError):
    """``str()`` says what to fill in instead."""


def read_measured(text: str, unit: str = "") -> Decimal:
    """The number of ``0.52`` or ``0.52 N``. Raises ``Unreadable`` for words and for another unit."""
    found = NUMBER.match(_half_width(text).strip())
    if not found:
        raise Unreadable("请填写数字，例如 0.52，不写≥、≤和文字。")
    number, written = found[1], found[2].strip()
    if written and written != _half_width(unit).strip():
        asked = f"标准的单位是 {unit}，" if unit else "标准中这一项没有单位，"
        raise Unreadable(f"{asked}您写的是“{written}”，请换算后只填数字。")
    return _bounded(number)


def number_of(text: str) -> Decimal | None:
    """A number kept as text; nothing where there is none."""
    try:
        return Decimal(text)
    except (InvalidOperation, TypeError):
        return None


def judge(asked: Limit, measured: Decimal) -> Verdict:
    """Better, equal or worse in the direction of the indicator. A range and a fixed value are met or not."""
    if asked.direction == Direction.RANGE:
        return Verdict.EQUAL if asked.limit <= measured <= asked.upper else Verdict.WORSE
    if measured == asked.limit:
        return Verdict.EQUAL
    if asked.direction == Direction.EQUAL:
        return Verdict.WORSE
    is_higher = measured > asked.limit
    return Verdict.BETTER if is_higher == (asked.direction == Direction.HIGHER) else Verdict.WORSE


def is_advanced(asked: Limit, measured: Decimal) -> bool:
    """Whether it comes up to the best that is known; nobody says so of what misses the standard."""
    if asked.advanced is None or judge(asked, measured) == Verdict.WORSE:
        return False
    match asked.direction:
        case Direction.HIGHER:
            return measured >= asked.advanced
        case Direction.LOWER:
            return measured <= asked.advanced
    return measured == asked.advanced


def is_unusual(asked: Limit, measured: Decimal) -> bool:
    """Whether the number should be looked at again: ten times off what the standard names."""
    ends = sorted(abs(one) for one in (asked.limit, asked.upper) if one is not None)
    size = abs(measured)
    return size > 0 and ends[-1] > 0 and (size * UNUSUAL_FACTOR <= ends[0] or size >= ends[-1] * UNUSUAL_FACTOR)


def verdict_words(asked: Limit, measured: Decimal) -> str:
    """``优于标准，达到先进值``."""
    verdict = judge(asked, measured)
    return f"{verdict.label}，达到先进值" if is_advanced(asked, measured) else str(verdict.label)


@dataclass(frozen=True)
class Bar:
    """One line of the picture, in hundredths of its width: what is asked, what was measured, the best known."""

    name: str
    words: str
    verdict: str
    note: str
    asked_x: float
    asked_width: float
    measured_x: float
    measured_width: float
    advanced_x: float | None


def picture(rows: Iterable[dict]) -> list[Bar]:
    """A bar for each indicator that was judged; ``rows`` as a version keeps them. Old versions have none."""
    return [_bar(row, row["benchmark"]) for row in rows if row.get("benchmark")]


def frozen(asked: Limit, measured: Decimal) -> dict[str, str]:
    """What a version keeps of one judged indicator."""
    kept = {"direction": asked.direction, "limit": plain(asked.limit), "measured": plain(measured)}
    kept |= {name: plain(value) for name in ("upper", "advanced") if (value := getattr(asked, name)) is not None}
    return kept | {"verdict": judge(asked, measured).value, "words": verdict_words(asked, measured)}


def kept_limit(kept: dict[str, str]) -> tuple[Limit, Decimal]:
    """What ``frozen`` kept, as numbers again: what was asked, and what was measured."""
    upper, advanced = number_of(kept.get("upper")), number_of(kept.get("advanced"))
    return Limit(kept["direction"], Decimal(kept["limit"]), upper, advanced), Decimal(kept["measured"])


def _bar(row: dict, kept: dict) -> Bar:
    asked, measured = kept_limit(kept)
    limit, upper, advanced = asked.limit, asked.upper, asked.advanced
    at = _scale([one for one in (limit, upper, advanced, measured) if one is not None])
    begins, ends = (at(limit), at(upper)) if upper is not None else sorted((at(Decimal(0)), at(limit)))
    start, end = sorted((at(Decimal(0)), at(measured)))
    return Bar(
        name=row["name"],
        words=_words(row, kept),
        verdict=kept["verdict"],
        note="越小越好" if kept["direction"] == Direction.LOWER else "",
        asked_x=begins,
        asked_width=round(ends - begins, 2),
        measured_x=start,
        measured_width=round(end - start, 2),
        advanced_x=None if advanced is None else at(advanced),
    )


def _words(row: dict, kept: dict) -> str:
    """The line as a sentence: what a screen reader says, and what stands beside the bars."""
    unit = f" {row['unit']}" if row.get("unit") else ""
    advanced = f"，先进值 {kept['advanced']}{unit}" if "advanced" in kept else ""
    return f"标准要求 {row['required']}{unit}{advanced}，实测 {kept['measured']}{unit}，{kept['words']}"


def _scale(values: list[Decimal]):
    """A function from a value to 0–100; nought is always on the picture, so that lengths can be compared."""
    low, high = min(Decimal(0), *values) * MARGIN, max(Decimal(0), *values) * MARGIN
    width = high - low

    def at(value: Decimal) -> float:
        return round(float((value - low) / width * 100), 2) if width else 0.0

    return at


def _bounded(number: str) -> Decimal:
    whole, _, places = number.lstrip("+-").partition(".")
    if len(whole.lstrip("0")) > WHOLE_DIGITS or len(places) > PLACES:
        raise Unreadable(f"整数最多 {WHOLE_DIGITS} 位、小数最多 {PLACES} 位，请核对单位。")
    return Decimal(number)


def _half_width(text: str) -> str:
    """Numbers come from Chinese keyboards too: ``０．５２``."""
    return text.translate(FULL_WIDTH)


FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0x2212: "-"}
