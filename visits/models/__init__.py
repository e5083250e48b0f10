"""Help: what enterprises ask for, the visits, and their records as written on a phone."""

from .confirming import ConfirmationCode, RecordPaper, Signature
from .edit import PhoneKey, RecordEdit
from .feed import CalendarFeed
from .request import Decline, HelpRequest
from .visit import Diagnosis, HelpVisit, VisitPhoto, VisitProblem

__all__ = [
    "CalendarFeed",
    "ConfirmationCode",
    "Decline",
    "Diagnosis",
    "HelpRequest",
    "HelpVisit",
    "PhoneKey",
    "RecordEdit",
    "RecordPaper",
    "Signature",
    "VisitPhoto",
    "VisitProblem",
]
