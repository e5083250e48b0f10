"""The projects' Excel door: historical projects, their targets and quarterly values, the programme's baselines."""

from pinzibiao.exchange.kinds import register

from . import figures, projects

KINDS = (projects.PROJECTS, figures.TARGETS, figures.VALUES, figures.BASELINES)


def register_kinds() -> None:
    for kind in KINDS:
        register(kind)
