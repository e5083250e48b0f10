"""The registry's Excel door: what each register takes from a file, by the very fields of its form."""

from pinzibiao.exchange.kinds import register

from . import enterprise, indicators, items, registers


def register_kinds() -> None:
    for kind in (enterprise.ENTERPRISES, *items.KINDS, *registers.KINDS, *indicators.KINDS):
        register(kind)
