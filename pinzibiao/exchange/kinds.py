"""What a register says once of itself, so that it goes in and out by Excel.

A kind is declared in its room's ``imports.py`` and registered in ``AppConfig.ready()``::

    def _form(user):
        return QualityAwardForm(enterprise=Enterprise())  # unbound: its fields are the rules


    AWARDS = ImportKind(
        key="award",
        label="政府质量奖",
        model=QualityAward,
        form=_form,
        columns=(
            Column("enterprise", "企业", "91330113MA2ABC125G", resolve=enterprises_kept_by),
            Column("name", "奖项名称", "浙江省人民政府质量奖"),
            Column("level", "级别", "省级"),
        ),
        identity=("enterprise", "name"),
        may=lambda user: user.kind == Kind.COUNTY,
        list_url="enterprises:award_list",
    )
    register(AWARDS)

Template, dry run, merge and command come out of it: the form's fields give rule, help text and message. A column's
``name`` is the form field's and the model field's. A reference is resolved in bulk by ``resolve(words, user)``.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django import forms
from django.core.validators import DecimalValidator, MaxLengthValidator
from django.db import models

from pinzibiao.casework.models import Case

from . import values

# ``resolve(words, user) -> {word: key or ValidationError}`` for the distinct words of one column. Of a column with
# ``by`` the words are tuples: the column's own word, then the values of the columns that ``by`` names.
Resolve = Callable[[set, Any], dict]
CLEAR = "清空"
# Rules of a model that every form field has already, in words of ours.
OF_EVERY_FORM = (DecimalValidator, MaxLengthValidator)
# What only ``casework.take`` changes in a case. A new one may be given a status: coming into being is no move.
CASE_COLUMNS = {"status", "status_at", "moves"}


@dataclass(frozen=True)
class Links:
    """The table that ties a record to several others: ``own`` and ``other`` are its two foreign keys."""

    model: type[models.Model]
    own: str
    other: str


@dataclass(frozen=True)
class Column:
    """One column of a kind.

    ``read`` turns a cell into a value (``values``); without it the form field's class decides. ``options(user)``
    gives the words offered in the template's drop-down where neither the field nor a boolean does. ``by``: the columns
    without which its word means nothing (a product's name is one of its enterprise's). ``links``: a cell that names
    several records; ``resolve`` gives a list of keys. ``now``: SQL of what a record ``t`` shows here, where that is
    not the model's column of this name. A column that is not ``stored`` only helps to find others.
    """

    name: str
    label: str
    example: str
    read: Callable | None = None
    resolve: Resolve | None = None
    options: Callable[[Any], Iterable[str]] | None = None
    required: bool | None = None
    help_text: str = ""
    aliases: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    links: Links | None = None
    now: str = ""
    stored: bool = True


@dataclass(frozen=True)
class Numbering:
    """A number that the portal gives a new record.

    ``series(row)`` gives the counter's series and what stands before the number in it.
    """

    name: str
    series: Callable[[dict], tuple[str, str]]
    digits: int = 4


@dataclass(frozen=True)
class RowRule:
    """A rule over several columns: ``check(values)`` raises ``ValidationError``, told at column ``at``.

    Asked for rows in which every one of ``columns`` is right by itself; of a record that exists only where they all
    stand in the file. ``check`` gets a dict by column name.
    """

    columns: tuple[str, ...]
    at: str
    check: Callable[[dict], None]


@dataclass(frozen=True)
class ImportKind:
    """A register's Excel door.

    ``identity``: columns by which a row finds its record; together unique in the database. ``found_by``: identities
    tried in turn where one does not do (a new problem has no number yet); of several records alike the newest is
    meant. ``fixed(user)``: values that are the same in every row and not in the file. ``derive(row) -> dict``: more
    columns of the model out of a checked row; ``initial()`` gives such a function for what only a new record takes,
    where the file says nothing; both run while rows are copied and ask the database nothing. ``belongs(user) ->
    QuerySet``: the records that are this person's; one outside it, with the same identity, is told like a record that
    may not be made. ``changeable(user) -> QuerySet``: those among them that may be changed now; a row that would
    change another is told ``settled``. ``after(merged, by)``: set-based effects within the transaction of the merge;
    it gets a ``merging.Merged``. ``outside``: the sentence for rows that are not the person's to write. ``once``:
    columns that a new record takes and an existing one keeps; a row that says otherwise is told ``moved``.
    ``rules_of_new(user)``: rules that are asked only of rows that make a record.
    """

    key: str
    label: str
    model: type[models.Model]
    form: Callable[[Any], forms.BaseForm]
    columns: tuple[Column, ...]
    identity: tuple[str, ...]
    may: Callable[[Any], bool]
    belongs: Callable[[Any], models.QuerySet]
    list_url: str
    outside: str = "这条记录不在您可以维护的范围内，请核对；如属其他辖区，请联系属地市场监管局。"
    found_by: tuple[tuple[str, ...], ...] = ()
    changeable: Callable[[Any], models.QuerySet] | None = None
    settled: str = "这条记录已办结或不在您的环节，不能用导入修改。请恢复原内容，或到它的页面办理。"
    once: tuple[str, ...] = ()
    moved: str = ""
    numbering: Numbering | None = None
    fixed: Callable[[Any], dict] = lambda _user: {}
    derive: Callable[[dict], dict] | None = None
    derived: tuple[str, ...] = ()
    initial: Callable[[], Callable[[dict], dict]] | None = None
    initials: tuple[str, ...] = ()
    rules: tuple[RowRule, ...] = ()
    rules_of_new: Callable[[Any], tuple[RowRule, ...]] = lambda _user: ()
    after: Callable | None = None
    refusal: str = "您的岗位不维护这个库，不能导入。请联系属地市场监管局或本单位的平台管理员。"
    notes: tuple[str, ...] = field(default=())

    def __post_init__(self):
        names = {column.name for column in self.columns if column.stored} | set(self.derived)
        if issubclass(self.model, Case) and names & CASE_COLUMNS - {*self.once}:
            raise ValueError(f"{self.key}: an import moves no case")

    @cached_property
    def version(self) -> str:
        """Eight characters that change with the headings: an older template is known by them."""
        said = repr([(column.name, column.label) for column in self.columns])
        return hashlib.sha256(said.encode()).hexdigest()[:8]

    @property
    def mark(self) -> str:
        """What a template carries unseen."""
        return f"{self.key}@{self.version}"

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def fields(self, user) -> dict[str, forms.Field]:
        """The form's own fields by column name, with the rules that a form asks of its model when it is saved."""
        found = self.form(user).fields
        return {column.name: self._with_rules_of_model(column, found[column.name]) for column in self.columns}

    def _with_rules_of_model(self, column: Column, form_field: forms.Field) -> forms.Field:
        rules = () if column.resolve or not column.stored else self.model._meta.get_field(column.name).validators
        more = [rule for rule in rules if not isinstance(rule, OF_EVERY_FORM) and rule not in form_field.validators]
        form_field.validators = [*form_field.validators, *more]
        return form_field


_kinds: dict[str, ImportKind] = {}


def register(kind: ImportKind) -> None:
    _kinds[kind.key] = kind


def kind_of(key: str) -> ImportKind | None:
    return _kinds.get(key)


def kinds() -> list[ImportKind]:
    return list(_kinds.values())


def kinds_for(user) -> list[ImportKind]:
    """The kinds that this person may import."""
    return [kind for kind in _kinds.values() if kind.may(user)]


def reader_of(column: Column, form_field: forms.Field) -> Callable:
    """``cell -> value or None`` for one column; raises ``ValidationError``."""
    if column.read:
        return column.read
    if isinstance(form_field, forms.DateField):
        return values.day
    if isinstance(form_field, forms.DecimalField):
        return values.wan if "万元" in column.label else values.number
    if isinstance(form_field, forms.IntegerField):
        return values.whole
    if isinstance(form_field, forms.BooleanField):
        return values.yes_no
    return values.text


def choices_of(form_field: forms.Field) -> list[tuple[str, str]]:
    """``[(value, label)]`` of a choice field without the empty one, groups flattened."""
    found = []
    for value, label in getattr(form_field, "choices", ()):
        found += label if isinstance(label, (list, tuple)) else [(value, label)]
    return [(str(value), str(label)) for value, label in found if value not in ("", None)]


def is_required(column: Column, form_field: forms.Field) -> bool:
    return form_field.required if column.required is None else column.required
