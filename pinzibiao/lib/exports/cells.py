"""A list's rows as the values of its columns, read in bulk where the database can tell them.

A column says once where its value comes from: its ``accessor``. Fields, fields over a foreign key, foreign keys, words
of choices and annotations are fetched without making objects and turned into cells a whole column at a time. As soon
as one column is computed (a property, a prepared row), rows are read as objects, a thousand at a time.

A file holds the value: ``render_…`` is the page's alone. What a file shows instead says ``value_…`` of the table or
``value`` of the column's class.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import islice

from django.db.models import QuerySet

from ..tables import value_reader
from .sources import Source, source_of
from .values import cell, form_of, own_value

FETCHED_AT_ONCE = 2000
PREPARED_AT_ONCE = 1000


class Cells:
    """The columns that ``table`` shows, over every row of ``objects``.

    ``prepare`` turns model rows into what the table shows of them (``ListPage.rows``); without it they are shown
    themselves.
    """

    def __init__(self, table, objects: QuerySet, prepare: Callable[[list], list] | None = None, sheet: str = ""):
        self.table = table
        self.objects = objects
        self.prepare = prepare
        self.sheet = sheet
        self.columns = [column for column in table.columns if not column.column.exclude_from_export]

    @property
    def headings(self) -> list[str]:
        return [str(column.header) for column in self.columns]

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    @cached_property
    def sources(self) -> list[Source] | None:
        """What the database is asked for each column; None when one of them is computed."""
        if self.prepare:
            return None
        found = [source_of(self.objects, self.table, column) for column in self.columns]
        return None if None in found else found

    def blocks(self) -> Iterator[list[Sequence]]:
        """All rows, some thousands at a time, as columns: text, number, date, instant without time zone, or None."""
        return self._fetched() if self.sources else self._prepared()

    def forms(self, block: list[Sequence]) -> list[str]:
        """``day``, ``instant`` or nothing for each column; computed ones are told by what they hold."""
        return [source.form for source in self.sources] if self.sources else [form_of(column) for column in block]

    def _fetched(self) -> Iterator[list[Sequence]]:
        """The key comes along, or rows of a ``distinct()`` scope that look alike would become one."""
        paths = list(dict.fromkeys(["pk", *(source.path for source in self.sources)]))
        places = [(paths.index(source.path), source.cells) for source in self.sources]
        found = self.objects.select_related(None).prefetch_related(None).values_list(*paths)
        rows = found.iterator(chunk_size=FETCHED_AT_ONCE)
        while block := list(islice(rows, FETCHED_AT_ONCE)):
            columns = list(zip(*block, strict=True))
            yield [list(cells(columns[place])) for place, cells in places]

    def _prepared(self) -> Iterator[list[Sequence]]:
        objects = self.objects.iterator(chunk_size=PREPARED_AT_ONCE)
        readers = [self._reader(column) for column in self.columns]
        while block := list(islice(objects, PREPARED_AT_ONCE)):
            shown = self.prepare(block) if self.prepare else block
            yield [[read(record) for record in shown] for read in readers]

    def _reader(self, column) -> Callable:
        read, own = value_reader(str(column.accessor)), own_value(self.table, column)
        if own is None:
            return lambda record: cell(read(record))
        return lambda record: cell(own(read(record), record))
