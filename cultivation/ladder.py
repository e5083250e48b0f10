"""The quality ladder of a benchmark product: what was measured when, how high it climbed, and the picture of both.

What was measured over time is the register's own history: each new report is a change of the row, and the database
keeps what stood there before.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .models import BenchmarkProduct
from .projections import trimmed

STEPS = 5
WIDTH, HEIGHT = 720, 300
# The plot of values, then the ladder to its right.
LEFT, TOP, RIGHT, BOTTOM = 56, 34, 420, 246
STAIR_LEFT, STAIR_STEP_X, STAIR_STEP_Y = 480, 44, 36
INK, MUTED, NOW, TARGET, BENCHMARK, CLIMBED = "#1c2733", "#566170", "#8f5600", "#14538a", "#566170", "#1b7043"
DOT = '<circle cx="{}" cy="{}" r="5" fill="{}"/><text x="{}" y="{}" text-anchor="middle" font-weight="bold">{}</text>'
FONT = "Noto Serif SC, PingFang SC, Microsoft YaHei, sans-serif"


@dataclass(frozen=True)
class Reading:
    """One report: its day, its value, the step that was reached with it."""

    on: date
    value: Decimal
    step: int | None

    @property
    def shown(self) -> Decimal:
        return trimmed(self.value)


def readings_of(row: BenchmarkProduct) -> list[Reading]:
    """Every report in order of its day, out of the register's history."""
    history = BenchmarkProduct.pgh_event_model.objects.filter(pgh_obj=row.pk).order_by("pgh_id")
    return follow(history.values_list("reported_on", "reached_value", "ladder_step_after"))


def follow(states) -> list[Reading]:
    """The reports behind successive states ``(day, value, step)`` of a row.

    A later day with another value is a new report; anything else that changes is the last one put right.
    """
    found: list[Reading] = []
    for day, value, step in states:
        if day is None or value is None:
            continue
        reading = Reading(day, value, step)
        is_new = not found or (day > found[-1].on and value != found[-1].value)
        found = [*found, reading] if is_new else [*found[:-1], reading]
        # A day put right may lie before an older report, which then was the mistake.
        while len(found) > 1 and found[-2].on >= found[-1].on:
            del found[-2]
    return found


def steps_climbed(row: BenchmarkProduct) -> int:
    """How many steps a product has climbed; one whose step before or after is not known has climbed none."""
    if row.ladder_step_before is None or row.ladder_step_after is None:
        return 0
    return max(row.ladder_step_after - row.ladder_step_before, 0)


def ladder_svg(row: BenchmarkProduct, readings: list[Reading]) -> SafeString:
    """The picture, the same on the page, in Word and in PDF: values over time, and the steps."""
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" aria-label="{}"'
        ' font-family="{}" font-size="13" fill="{}">{}{}</svg>',
        WIDTH,
        HEIGHT,
        _summary(row, readings),
        FONT,
        INK,
        _plot(row, readings),
        _stairs(row),
    )


def _summary(row: BenchmarkProduct, readings: list[Reading]) -> str:
    told = f"{row.indicator}：现状 {trimmed(row.now_value)}，目标 {trimmed(row.target_value)}，"
    told += f"标杆 {trimmed(row.benchmark_value)}"
    told += "".join(f"；{one.on.isoformat()} 达到 {trimmed(one.value)}" for one in readings)
    return told + (f"；质量阶梯 {row.steps_text}" if row.steps_text else "")


def _plot(row: BenchmarkProduct, readings: list[Reading]) -> SafeString:
    levels = [
        ("现状", row.now_value, NOW, "4 3"),
        ("目标", row.target_value, TARGET, ""),
        ("标杆", row.benchmark_value, BENCHMARK, "1 3"),
    ]
    height_of = _scale([value for _, value, *_ in levels] + [one.value for one in readings])
    title = f"{row.indicator}（{row.unit}）" if row.unit else row.indicator
    return format_html(
        '<text x="{}" y="18" font-weight="bold">{}</text>{}{}{}',
        LEFT,
        title[:24],
        format_html_join("", "{}", ((_level(*level, height_of(level[1])),) for level in levels)),
        _path(readings, height_of),
        _axis(readings),
    )


def _scale(values: list[Decimal]):
    """``height_of(value)``: its place between top and bottom, with some air."""
    low, high = min(values), max(values)
    air = (high - low) / 10 or Decimal(1)
    low, high = low - air, high + air
    return lambda value: round(float(BOTTOM - (value - low) / (high - low) * (BOTTOM - TOP)), 1)


def _level(label: str, value: Decimal, colour: str, dashes: str, y: float) -> SafeString:
    line = format_html('<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}"', LEFT, y, RIGHT, y, colour)
    dashed = format_html(' stroke-dasharray="{}"', dashes) if dashes else ""
    words = format_html('<text x="{}" y="{}" fill="{}">{} {}</text>', LEFT + 4, y - 4, colour, label, trimmed(value))
    return format_html('{}{} stroke-width="1.5"/>{}', line, dashed, words)


def _path(readings: list[Reading], height_of) -> SafeString:
    """The reports as points of one line, each with its value."""
    points = [(x, height_of(one.value), trimmed(one.value)) for x, one in zip(_places(readings), readings, strict=True)]
    line = " ".join(f"{x},{y}" for x, y, _ in points)
    dots = format_html_join("", DOT, ((x, y, CLIMBED, x, y + 20, value) for x, y, value in points))
    return format_html('<polyline points="{}" fill="none" stroke="{}" stroke-width="2.5"/>{}', line, CLIMBED, dots)


def _axis(readings: list[Reading]) -> SafeString:
    days = format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="middle" font-size="11" fill="{}">{}</text>',
        ((x, BOTTOM + 18, MUTED, one.on.isoformat()) for x, one in zip(_places(readings), readings, strict=True)),
    )
    base = format_html('<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}"/>', LEFT, BOTTOM, RIGHT, BOTTOM, MUTED)
    nothing = (
        "" if readings else format_html('<text x="{}" y="{}" fill="{}">还没有检测</text>', LEFT, BOTTOM + 18, MUTED)
    )
    return format_html("{}{}{}", base, days, nothing)


def _places(readings: list[Reading]) -> list[float]:
    """Where each report stands between left and right: by its day, with room for the labels of the first and last."""
    if not readings:
        return []
    first, span = readings[0].on, (readings[-1].on - readings[0].on).days
    left, width = LEFT + 130, RIGHT - LEFT - 170
    return [round(left + width * ((one.on - first).days / span if span else 0.5), 1) for one in readings]


def _stairs(row: BenchmarkProduct) -> SafeString:
    steps = format_html_join("", "{}", ((_stair(row, step),) for step in range(1, STEPS + 1)))
    head = format_html(
        '<text x="{}" y="18" font-weight="bold">质量阶梯 {}</text>', STAIR_LEFT, row.steps_text or "未评定"
    )
    return format_html("{}{}", head, steps)


def _stair(row: BenchmarkProduct, step: int) -> SafeString:
    """One step: dark where the product stood before, green where it climbed."""
    before, after = row.ladder_step_before or 0, row.ladder_step_after or 0
    colour = NOW if step <= before else CLIMBED if step <= after else "#d8dde3"
    x, height = STAIR_LEFT + (step - 1) * STAIR_STEP_X, step * STAIR_STEP_Y
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>'
        '<text x="{}" y="{}" text-anchor="middle" fill="{}">{}</text>',
        x,
        BOTTOM - height,
        STAIR_STEP_X - 4,
        height,
        colour,
        x + STAIR_STEP_X / 2 - 2,
        BOTTOM + 18,
        MUTED,
        f"{step} 级",
    )
