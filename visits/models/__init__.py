"""Help: what enterprises ask for, the visits, and their records as written on a phone."""

from .edit import PhoneKey, RecordEdit
from .feed import CalendarFeed
from .request import Decline, HelpRequest
from .visit import Diagnosis, HelpVisit, VisitPhoto, VisitProblem

__all__ = [
    "CalendarFeed",
    "Decline",
    "Diagnosis",
    "HelpRequest",
    "HelpVisit",
    "PhoneKey",
    "RecordEdit",
    "VisitPhoto",
    "VisitProblem",
]
