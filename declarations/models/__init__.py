"""Self-declarations and what their review, notice and authorisation leave."""

from .declaration import Attachment, Declaration, TestReport
from .indicator import DeclaredIndicator
from .notice import Authorisation, Objection, PublicNotice
from .review import CorrectionItem, Evaluation

__all__ = [
    "Attachment",
    "Authorisation",
    "CorrectionItem",
    "Declaration",
    "DeclaredIndicator",
    "Evaluation",
    "Objection",
    "PublicNotice",
    "TestReport",
]
