"""Imports at every stage and exports, through the one way in and the one way out."""

import io

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from pinzibiao.exchange import actions, exporting
from pinzibiao.exchange.kinds import kind_of
from pinzibiao.exchange.models import Export, Import
from pinzibiao.exchange.templates import MARK_PROPERTY
from pinzibiao.lib.exports import CONTENT_TYPES
from pinzibiao.lib.pages.again import list_again
from pinzibiao.lib.preferences import Preference
from tests.cast import uscc

LABELS = ("统一社会信用代码", "企业名称", "属地", "国民经济行业", "规模", "规上企业", "主导产品", "成立日期")
FIRST = 60_000


def enterprise_row(n: int = 0, **changes) -> dict:
    """A right row of the enterprise register by heading; ``changes`` are by heading too."""
    row = {
        "统一社会信用代码": uscc(FIRST + n),
        "企业名称": f"临平导入{n}医药有限公司",
        "属地": "临平区",
        "国民经济行业": "C2770",
        "规模": "中型",
        "规上企业": "是",
        "主导产品": "输液器",
        "成立日期": "2015-06-01",
    }
    return row | changes


def workbook(rows, *, mark: str = "", sheet: str = "填报", labels=None, header: int = 0) -> bytes:
    """An .xlsx file of dicts by heading, or of lists below ``labels``; values keep their type."""
    labels = list(labels or (rows[0] if rows and isinstance(rows[0], dict) else LABELS))
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        if mark:
            book.set_custom_property(MARK_PROPERTY, mark)
        page = book.add_worksheet(sheet)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        page.write_row(header, 0, labels)
        for number, row in enumerate(rows, start=header + 1):
            cells = [row.get(label) for label in labels] if isinstance(row, dict) else row
            for index, value in enumerate(cells):
                if hasattr(value, "year"):
                    page.write_datetime(number, index, value, day)
                elif value is not None:
                    page.write(number, index, value)
    return out.getvalue()


def sent(content: bytes, name: str = "企业.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, CONTENT_TYPES["xlsx"])


def taken_in(by, rows=None, *, content: bytes | None = None, name: str = "企业.xlsx", kind="enterprise", key=None):
    """An import whose check has not begun."""
    content = workbook(rows or [enterprise_row()]) if content is None else content
    return actions.take_in(kind_of(kind), sent(content, name), by=by, key=key)


def checked(by, rows=None, **more) -> Import:
    """An import whose dry run is done."""
    return actions.check_file(taken_in(by, rows, **more))


def written(by, rows=None, **more) -> Import:
    """An import that was confirmed and written."""
    return actions.write(actions.confirm(checked(by, rows, **more), by=by))


def asked_export(by, list_key: str = "enterprises:list", query: str = "", kind: str = "xlsx", sort: str = "") -> Export:
    """An export that waits for its job, as a big list's button asks for it."""
    return exporting.ask(list_again(list_key, query, by, Preference(sort=sort)), kind)


def exported(by, list_key: str = "enterprises:list", query: str = "", kind: str = "xlsx") -> Export:
    """An export whose file is kept."""
    return exporting.write_kept(asked_export(by, list_key, query, kind), lambda _percent, _words: None)
