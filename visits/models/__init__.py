"""Help: what enterprises ask for, the visits, and their records as written on a phone."""

from .edit import PhoneKey, RecordEdit
from .request import Decline, HelpRequest
from .visit import Diagnosis, HelpVisit, VisitPhoto, VisitProblem

__all__ = [
    "Decline",
    "Diagnosis",
    "HelpRequest",
    "HelpVisit",
    "PhoneKey",
    "RecordEdit",
    "VisitPhoto",
    "VisitProblem",
]
