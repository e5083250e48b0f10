"""What Excel can hold, and how wide a column is."""

import re
from collections.abc import Sequence

EXCEL_ROWS = 1_048_575
EXCEL_CELL = 32_767
FIRST_YEAR = 1900
SHEET_NAME_REFUSED = re.compile(r"[\[\]:*?/\\']")
NARROWEST, WIDEST = 8, 48
MEASURED = 200


def sheet_name(name: str) -> str:
    """``name`` as Excel takes it for a sheet."""
    return SHEET_NAME_REFUSED.sub("", name)[:31] or "导出"


def width(heading: str, column: Sequence) -> int:
    """Wide enough for the heading with its filter button and for the first rows."""
    widest = max((_space(value) for value in column[:MEASURED] if value is not None), default=0)
    return min(max(_space(heading) + 3, widest + 1, NARROWEST), WIDEST)


def _space(value) -> int:
    """Characters of space; a Chinese one takes two, as it does in GBK."""
    return len(str(value).encode("gbk", "replace")) if isinstance(value, str) else len(f"{value!s:.16}")
