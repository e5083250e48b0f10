"""What a cell means, however it was typed. Each function gives one kind of value, or None for an empty cell.

Raises ``ValidationError`` with what is expected and an example. Cells are ``str``, ``int``, ``float``, ``bool``,
``datetime``, ``date``, ``time``, ``timedelta`` or ``None``, as the reader gives them.
"""

import re
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from math import isfinite

from django.core.exceptions import ValidationError

# Blanks that people cannot see: no-break and zero-width ones, and the mark that some programs put before a text.
INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
BLANKS = re.compile(r"[\s\u00a0\u3000]+")
EXCEL_ERRORS = re.compile(r"^#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|GETTING_DATA)$")
# Excel keeps 15 digits of a number; a code of 18 that it took for one has lost its end.
EXACT_DIGITS = 10**15
DAY = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]\s*0{1,2}:00(?::00)?)?$")
DAY_IN_ONE = re.compile(r"^((?:19|20)\d{2})(\d{2})(\d{2})$")
NUMBER = re.compile(r"^([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[+-]?\.\d+)\s*(万|亿)?元?$")
TIMES = {None: Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
YES = frozenset({"是", "有", "√", "✓", "✔", "对", "1", "Y", "YES", "TRUE", "真"})
NO = frozenset({"否", "无", "×", "✗", "不是", "0", "N", "NO", "FALSE", "假"})
EMPTY_WORDS = frozenset({"", "—", "-", "——", "/"})
DAY_EXPECTED = "日期请写作 2026-03-01、2026.3.1 或 2026年3月1日。"
NUMBER_EXPECTED = "请填写数字，例如 1234.50；可以写 1,234.50 或 1.2万，不要写单位以外的文字。"


def text(cell) -> str:
    """Without blanks at the ends and without what cannot be seen; a whole number loses its ``.0``."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _tidy(cell)
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, (int, float)):
        return _digits(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.strftime("%Y-%m-%d %H:%M")
    return str(cell)


def day(cell) -> date | None:
    """A day out of Excel's own date or any of the ways in which people here write one."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    words = text(cell)
    if words in EMPTY_WORDS:
        return None
    plain = unicodedata.normalize("NFKC", words)
    found = DAY.match(plain) or DAY_IN_ONE.match(plain)
    try:
        return date(*map(int, found.groups()))
    except (AttributeError, ValueError):
        raise ValidationError(DAY_EXPECTED, code="day") from None


def number(cell) -> Decimal | None:
    """``1,234.5`` · ``1.2万`` · full-width digits. A column whose unit is 万元 is read by ``wan``."""
    return _number(cell, Decimal(1))


def wan(cell) -> Decimal | None:
    """An amount for a column in 万元: a bare number is 万元; ``1.2亿`` and ``5000万元`` say their own unit."""
    return _number(cell, Decimal(10_000))


def whole(cell) -> int | None:
    """A whole number, ``2026年`` too."""
    if isinstance(cell, str):
        cell = _tidy(cell).removesuffix("年")
    found = number(cell)
    if found is None:
        return None
    if found != found.to_integral_value():
        raise ValidationError("请填写整数，例如 2026。", code="whole")
    return int(found)


def yes_no(cell) -> bool | None:
    if isinstance(cell, bool):
        return cell
    words = unicodedata.normalize("NFKC", text(cell)).upper()
    if words in EMPTY_WORDS:
        return None
    if words in YES:
        return True
    if words in NO:
        return False
    raise ValidationError("请填写“是”或“否”。", code="yes_no")


def refuse_broken(cell) -> None:
    """Raises ``ValidationError`` for an Excel error and for a long code that Excel took for a number."""
    if isinstance(cell, str) and EXCEL_ERRORS.match(cell.strip()):
        raise ValidationError(
            f"单元格是公式错误（{cell.strip()}）。请在 Excel 中改好公式，或直接填写数值。", code="formula"
        )
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and abs(cell) >= EXACT_DIGITS:
        raise ValidationError(
            "代码被 Excel 当作数字，15 位以后已变成 0。请把这一列设为“文本”格式后重新填写。", code="digits"
        )


def _number(cell, unit: Decimal) -> Decimal | None:
    if isinstance(cell, bool):
        raise ValidationError(NUMBER_EXPECTED, code="number")
    if isinstance(cell, int):
        return Decimal(cell)
    if isinstance(cell, float) and isfinite(cell):
        # Excel stores 0.1 as the nearest double; fifteen digits are what it shows and what was typed.
        return _plain(Decimal(f"{cell:.15g}"))
    words = text(cell)
    if words in EMPTY_WORDS:
        return None
    found = NUMBER.match(unicodedata.normalize("NFKC", words).replace(" ", ""))
    if not found:
        raise ValidationError(NUMBER_EXPECTED, code="number")
    return _in_unit(found[1], found[2], unit, words)


def _in_unit(digits: str, said: str | None, unit: Decimal, words: str) -> Decimal:
    try:
        value = Decimal(digits.replace(",", ""))
    except InvalidOperation:
        raise ValidationError(NUMBER_EXPECTED, code="number") from None
    if unit != 1 and said is None and words.endswith("元"):
        return _plain(value / unit)
    return value if said is None else _plain(value * TIMES[said] / unit)


def _plain(value: Decimal) -> Decimal:
    """``1E+4`` as ``10000``: an exponent is no way to show money."""
    return Decimal(f"{value.normalize():f}")


def _digits(cell: float) -> str:
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < EXACT_DIGITS:
        return str(int(cell))
    return str(cell)


def _tidy(words: str) -> str:
    words = INVISIBLE.sub("", words)
    return BLANKS.sub(" ", words).strip() if "\n" not in words else words.replace("\u00a0", " ").strip()
