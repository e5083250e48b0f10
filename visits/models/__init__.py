"""What the visits keep."""

from .edit import PhoneKey, RecordEdit
from .visit import Diagnosis, HelpVisit, VisitPhoto, VisitProblem

__all__ = ["Diagnosis", "HelpVisit", "PhoneKey", "RecordEdit", "VisitPhoto", "VisitProblem"]
