"""What two frozen versions differ in: field by field, row by row, file by file. Pure.

A version is read as ``content`` wrote it in its time: whatever an older one lacks counts as not filled in.
"""

from dataclasses import dataclass, field

NEW, GONE = "new", "gone"


@dataclass(frozen=True)
class Cell:
    """One value; ``before`` is what stood there in the other version, None where nothing is compared."""

    label: str
    value: str
    before: str | None = None

    @property
    def is_changed(self) -> bool:
        return self.before is not None and self.before != self.value


@dataclass(frozen=True)
class Row:
    """A line of a table; ``state`` is ``new`` or ``gone`` for one that stands in one of the versions only."""

    cells: list[Cell]
    state: str = ""

    @property
    def is_changed(self) -> bool:
        return bool(self.state) or any(cell.is_changed for cell in self.cells)


@dataclass(frozen=True)
class File:
    """An attachment as its version names it."""

    file: dict
    state: str = ""


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    facts: list[Cell] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @property
    def is_changed(self) -> bool:
        return any(one.is_changed for one in (*self.facts, *self.rows))


@dataclass(frozen=True)
class Comparison:
    sections: list[Section]
    files: list[File]

    @property
    def changed_titles(self) -> list[str]:
        """What differs, by the headings of the page."""
        found = [section.title for section in self.sections if section.is_changed]
        return found + (["附件"] if any(one.state for one in self.files) else [])


def compare(before: dict | None, after: dict) -> Comparison:
    """``after`` with what differs from ``before``; nothing is marked when there is none."""
    if before is None:
        sections = [_section(one, None) for one in after.get("sections", [])]
        return Comparison(sections, [File(one) for one in after.get("attachments", [])])
    older = _at_home(before.get("sections", []), after.get("sections", []))
    found = [_section(one, older.pop(one["key"], {})) for one in after.get("sections", [])]
    found += [_section({"key": one["key"], "title": one["title"]}, one) for one in older.values()]
    return Comparison(found, _files(before.get("attachments", []), after.get("attachments", [])))


def _at_home(before: list[dict], after: list[dict]) -> dict[str, dict]:
    """The older sections by key, each fact in the section where it stands by now: forms move their fields about."""
    places = {(one["key"], label) for one in after for label, _ in one.get("facts", [])}
    homes = {label: key for key, label in places}
    found = {one["key"]: one | {"facts": []} for one in before}
    for one in before:
        for label, value in one.get("facts", []):
            home = one["key"] if (one["key"], label) in places else homes.get(label, one["key"])
            found.setdefault(home, {"key": home, "title": "", "facts": []})["facts"].append([label, value])
    return {key: one for key, one in found.items() if one["facts"] or one.get("rows") or key in dict(places)}


def _section(after: dict, before: dict | None) -> Section:
    head = after.get("head") or (before or {}).get("head", [])
    rows = [dict(zip(after.get("head", []), row, strict=False)) for row in after.get("rows", [])]
    facts = [(label, _text(value)) for label, value in after.get("facts", [])]
    if before is None:
        cells = [Cell(label, value) for label, value in facts]
        return Section(after["key"], after["title"], cells, head, [Row(_cells(head, row)) for row in rows])
    kept = [dict(zip(before.get("head", []), row, strict=False)) for row in before.get("rows", [])]
    told = _facts(facts, {label: _text(value) for label, value in before.get("facts", [])})
    return Section(after["key"], after["title"], told, head, _rows(head, kept, rows))


def _facts(after: list[tuple[str, str]], before: dict[str, str]) -> list[Cell]:
    found = [Cell(label, value, before.pop(label, "")) for label, value in after]
    return found + [Cell(label, "", value) for label, value in before.items()]


def _rows(head: list[str], before: list[dict], after: list[dict]) -> list[Row]:
    """A row is found again word for word, else by its first column; the order of a table says nothing."""
    partners = _partners(head, before, after)
    found = [
        Row(_cells(head, row, partner)) if partner is not None else Row(_cells(head, row), NEW)
        for row, partner in zip(after, partners, strict=True)
    ]
    used = [id(one) for one in partners]
    return found + [Row(_cells(head, row), GONE) for row in before if id(row) not in used]


def _partners(head: list[str], before: list[dict], after: list[dict]) -> list[dict | None]:
    free = list(before)
    found: list[dict | None] = [_take(free, lambda one, row=row: one == row) for row in after]
    key = head[0] if head else ""
    return [
        partner or _take(free, lambda one, row=row: one.get(key) == row.get(key))
        for row, partner in zip(after, found, strict=True)
    ]


def _take(free: list[dict], fits) -> dict | None:
    """The first of ``free`` that fits; it is then taken."""
    for number, one in enumerate(free):
        if fits(one):
            return free.pop(number)
    return None


def _cells(head: list[str], row: dict, before: dict | None = None) -> list[Cell]:
    older = dict.fromkeys(head) if before is None else {label: _text(before.get(label)) for label in head}
    return [Cell(label, _text(row.get(label)), older[label]) for label in head]


def _files(before: list[dict], after: list[dict]) -> list[File]:
    """A file is the same when its kind and its content are."""
    known, now = {_mark(one) for one in before}, {_mark(one) for one in after}
    found = [File(one, "" if _mark(one) in known else NEW) for one in after]
    return found + [File(one, GONE) for one in before if _mark(one) not in now]


def _mark(one: dict) -> tuple:
    return one.get("kind"), one.get("sha256")


def _text(value) -> str:
    return "" if value is None else str(value)
