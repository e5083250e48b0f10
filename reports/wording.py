"""How numbers, days and periods are written in an official text (GB/T 15835, GB/T 9704)."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

QUARTERS = "一二三四"


def number_of(value: Decimal, decimals: int) -> str:
    """``6231.00`` with its decimals; no thousands separators, so that it can be compared and summed again."""
    return str(Decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))


def chinese_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_period(start: date, end: date) -> str:
    """2026年第三季度, 2026年9月, 2026年, or the two days."""
    next_day = end + timedelta(days=1)
    if start.day == 1 and next_day.day == 1 and start.year == end.year:
        months = end.month - start.month + 1
        if months == 12:
            return f"{start.year}年度"
        if months == 3 and start.month % 3 == 1:
            return f"{start.year}年第{QUARTERS[start.month // 3]}季度"
        if months == 1:
            return f"{start.year}年{start.month}月"
    return f"{chinese_date(start)}至{chinese_date(end)}"


def sentence_of(group: dict, is_periodical: bool = False) -> str:
    """One sentence of a group's figures; what is not known is left out, never written as 0.

    A report of a period tells what came in it and what there is in all; a cumulative one only the latter.
    """
    kinds = [("本期", "period"), ("累计", "cumulative")] if is_periodical else [("", "cumulative")]
    parts = []
    for row in group["figures"]:
        told = [f"{word}{row[key]}{row['unit']}" for word, key in kinds if row[key] is not None]
        parts += [row["name"] + "、".join(told)] if told else []
    return f"{group['title']}：{'，'.join(parts)}。" if parts else ""
