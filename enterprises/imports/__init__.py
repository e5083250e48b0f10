"""The registry's Excel door: what each register takes from a file, by the very fields of its form."""

from pinzibiao.exchange.kinds import register

from . import enterprise, items, registers


def register_kinds() -> None:
    for kind in (enterprise.ENTERPRISES, *items.KINDS, *registers.KINDS):
        register(kind)
