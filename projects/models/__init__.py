"""Projects with their places and people, the programme's indicators, its events and stations."""

from .event import NqiStation, ProgrammeEvent
from .indicator import Indicator, IndicatorBaseline, IndicatorTarget, IndicatorValue
from .project import Milestone, PilotTarget, Project, ProjectMember, ProjectRegion

__all__ = [
    "Indicator",
    "IndicatorBaseline",
    "IndicatorTarget",
    "IndicatorValue",
    "Milestone",
    "NqiStation",
    "PilotTarget",
    "ProgrammeEvent",
    "Project",
    "ProjectMember",
    "ProjectRegion",
]
