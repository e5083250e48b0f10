"""Days that follow one another."""

from collections.abc import Callable

from pinzibiao.exchange.fields import raise_all

from .. import rules


def in_order(first: str, first_label: str, second: str, second_label: str) -> Callable[[dict], None]:
    """A rule's ``check``: the day ``second`` is not before the day ``first``."""

    def check(row: dict) -> None:
        if row[first] and row[second]:
            raise_all(rules.not_before(row[second], row[first], second_label, first_label))

    return check
