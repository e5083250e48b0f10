"""The library's Excel door: what each of the five lists takes from a file, by the very fields of its form."""

from pinzibiao.exchange.kinds import register

from . import entries, measures, problems, registers

KINDS = (entries.ENTRIES, registers.BENCHMARKS, registers.PLANS, problems.PROBLEMS, measures.MEASURES)


def register_kinds() -> None:
    for kind in KINDS:
        register(kind)
