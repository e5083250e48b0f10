"""A year's lists as the annexes of an official paper, the main columns of each, on sheets that lie on their side."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pinzibiao.lib.papers import official
from pinzibiao.lib.tables import plain_text


@dataclass(frozen=True)
class PrintedList:
    """One list: its columns and its rows as words."""

    number: int
    name: str
    labels: list[str]
    rows: list[list[str]]


def lists_paper(title: str, place: str, day: date, lists: Iterable[PrintedList]) -> dict:
    """The paper with one annex a list; ``day`` is the one whose state it shows."""
    lists = list(lists)
    total = "、".join(f"{one.name}{len(one.rows)}条" for one in lists)
    words = f"{place}截至{day.year}年{day.month}月{day.day}日的{title}如下：{total}。"
    blocks = [*official.paragraphs(words)]
    for place_in, one in enumerate(lists):
        blocks += [
            official.annex(f"附件{one.number}", one.name, is_first=place_in == 0),
            official.table(["序号", *one.labels], _numbered(one.rows)) if one.rows else _nothing(),
        ]
    return official.paper(title, f"（{place}）", blocks, landscape=True)


def words(value) -> str:
    """A cell as a paper prints it."""
    value = value[0] if isinstance(value, tuple) else value
    return "" if value is None else str(plain_text(value))


def _numbered(rows: list[list[str]]) -> list[list[str]]:
    return [[str(count), *row] for count, row in enumerate(rows, start=1)]


def _nothing() -> dict:
    return official.paragraphs("本清单没有记录。")[0]
