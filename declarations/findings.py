"""What a readiness rule says in words, and what it finds: the sentence, the value, and the field where it is mended."""

from collections.abc import Callable
from dataclasses import dataclass

from .models import CorrectionItem


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong. ``field`` is of the section's form, in ``row`` of its table where it has one."""

    sentence: str
    field: str = ""
    row: int | None = None
    value: str = ""
    # Kept in the register of the enterprise's products, not in the declaration.
    is_of_product: bool = False


@dataclass(frozen=True)
class Missing:
    """A finding with its section, and the rule that made it."""

    section: CorrectionItem.Section
    finding: Finding
    rule: str
    example: str

    @property
    def sentence(self) -> str:
        return self.finding.sentence


def rule(words: str, *, example: str) -> Callable:
    """Tell people what the decorated rule asks, and an example of what meets it."""

    def told(check: Callable) -> Callable:
        check.words, check.example = words, example
        return check

    return told
