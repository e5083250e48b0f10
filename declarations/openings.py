"""What a return may name, and what of a section is open while the enterprise mends it."""

from dataclasses import dataclass

from .models import CorrectionItem, Declaration
from .states import DeclarationStatus


@dataclass(frozen=True)
class Part:
    """A section as a whole; or a field of it, one of its rows, a cell of a row. ``place`` says which, in words."""

    section: str
    row: int | None = None
    field: str = ""
    place: str = ""

    @property
    def key(self) -> str:
        return "__".join(str(one) for one in (self.section, self.row, self.field) if one)


@dataclass(frozen=True)
class Opening:
    """What may be changed of one section, and why it was sent back."""

    is_whole: bool
    items: tuple[CorrectionItem, ...] = ()

    def opens(self, field: str, row: int | None = None) -> bool:
        return self.is_whole or any(one.row == row and one.field in ("", field) for one in self.items)

    def reasons(self, field: str, row: int | None = None) -> list[str]:
        """What was said of exactly this field, or of exactly this row where ``field`` is empty."""
        return [one.reason for one in self.items if (one.row, one.field) == (row, field)]


def opening_of(case: Declaration, section: str) -> Opening | None:
    """A draft is open as a whole; a correction opens what was named; anything else is locked."""
    if case.status == DeclarationStatus.DRAFT:
        return Opening(is_whole=True)
    if case.status != DeclarationStatus.CORRECTION:
        return None
    rows = case.correction_items.filter(round=case.correction_rounds, section=section)
    items = tuple(rows)
    return Opening(any(one.is_of_section for one in items), items) if items else None


def is_wholly_open(case: Declaration, section: str) -> bool:
    opening = opening_of(case, section)
    return opening is not None and opening.is_whole
