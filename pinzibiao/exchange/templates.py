"""The template of a kind: headings, notes, drop-downs and examples, out of the very fields that check it."""

import xlsxwriter
from django import forms
from xlsxwriter.utility import xl_col_to_name

from pinzibiao.lib.exports import BOOK_OPTIONS

from .checks import expected_of
from .kinds import CLEAR, Column, ImportKind, choices_of, is_required

FILL, EXAMPLE, NOTES, LISTS = "填报", "示例", "填表说明", "_选项"
MARK_PROPERTY = "pinzibiao-template"
ROWS = 20_000
HEADING = {"bold": True, "bg_color": "#E7EEF7", "border": 1, "border_color": "#B8C4D6", "text_wrap": True}
REQUIRED = HEADING | {"font_color": "#B42318"}
GENERAL_NOTES = (
    "只填「填报」表，一行一条；「示例」表仅供参考，不会导入。",
    "红色带 * 的栏目必填。不要改动表头文字，列的先后可以调整，不用的列可以删除（用来认记录的列除外）。",
    "日期可写 2026-03-01、2026.3.1 或 2026年3月1日；数字可带千分位，金额可写 1.2万。",
    f"修改已有记录时，空着的栏目保持原内容不变；要清空某一栏，请填写“{CLEAR}”。",
    "上传后先核对、不写入；核对无误并由您确认后才写入，有一处错误就全部不写入。",
)


def write_template(kind: ImportKind, target, *, user) -> None:
    """An .xlsx workbook into the open binary file ``target``; its choices are those of ``user``."""
    with xlsxwriter.Workbook(target, BOOK_OPTIONS | {"constant_memory": False}) as book:
        book.set_custom_property(MARK_PROPERTY, kind.mark)
        _Template(book, kind, user).write()


class _Template:
    def __init__(self, book, kind: ImportKind, user):
        self.book, self.kind, self.user = book, kind, user
        self.fields = kind.fields(user)
        self.heading, self.required = book.add_format(HEADING), book.add_format(REQUIRED)
        self.text = book.add_format({"num_format": "@"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})

    def write(self) -> None:
        fill, example = self.book.add_worksheet(FILL), self.book.add_worksheet(EXAMPLE)
        notes, lists = self.book.add_worksheet(NOTES), self.book.add_worksheet(LISTS)
        lists.very_hidden()
        for index, column in enumerate(self.kind.columns):
            self._heading(fill, index, column)
            self._heading(example, index, column)
            example.write_string(1, index, column.example)
            self._choices(fill, lists, index, column)
        for sheet in (fill, example):
            sheet.freeze_panes(1, 1)
        fill.activate()
        self._notes(notes)

    def _heading(self, sheet, index: int, column: Column) -> None:
        required = is_required(column, self.fields[column.name])
        sheet.write_string(0, index, f"{column.label}*" if required else column.label, self._look(required))
        sheet.set_column(index, index, max(12, min(len(column.example) * 2 + 2, 40)), self._format(column))
        if sheet.get_name() == FILL and (said := expected_of(column, self.fields[column.name])):
            sheet.write_comment(0, index, f"{said}\n示例：{column.example}", {"x_scale": 2})

    def _look(self, required: bool):
        return self.required if required else self.heading

    def _format(self, column: Column):
        """Codes are text, or Excel cuts their zeros and their last digits."""
        field = self.fields[column.name]
        if isinstance(field, forms.DateField):
            return self.day
        return None if isinstance(field, (forms.DecimalField, forms.IntegerField)) else self.text

    def _choices(self, fill, lists, index: int, column: Column) -> None:
        words = self._options(column)
        if not words:
            return
        lists.write_column(0, index, words)
        name = xl_col_to_name(index)
        rule = {
            "validate": "list",
            "source": f"='{LISTS}'!${name}$1:${name}${len(words)}",
            "ignore_blank": True,
            "error_title": column.label,
            "error_message": "请从下拉列表中选择。",
            "error_type": "warning",
        }
        fill.data_validation(1, index, ROWS, index, rule)

    def _options(self, column: Column) -> list[str]:
        field = self.fields[column.name]
        if column.options:
            return list(column.options(self.user))
        if isinstance(field, forms.BooleanField):
            return ["是", "否"]
        return [label for _, label in choices_of(field)]

    def _notes(self, sheet) -> None:
        bold = self.book.add_format({"bold": True, "font_size": 14})
        wrap = self.book.add_format({"text_wrap": True, "valign": "top"})
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 10)
        sheet.set_column(2, 3, 48)
        sheet.write_string(0, 0, f"{self.kind.label}导入模板", bold)
        row = 1
        for row, words in enumerate((*GENERAL_NOTES, *self.kind.notes), start=1):
            sheet.merge_range(row, 0, row, 3, f"{row}. {words}", wrap)
        sheet.write_row(row + 2, 0, ("栏目", "必填", "怎样填写", "示例"), self.heading)
        for number, column in enumerate(self.kind.columns, start=row + 3):
            field = self.fields[column.name]
            required = "是" if is_required(column, field) else "否"
            sheet.write_row(number, 0, (column.label, required, expected_of(column, field), column.example), wrap)
