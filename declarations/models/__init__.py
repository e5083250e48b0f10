"""Self-declarations and what their review, notice and authorisation leave."""

from .batch import NoticeBatch
from .checklist import ChecklistItem, ChecklistMark
from .declaration import Attachment, Declaration, TestReport
from .indicator import DeclaredIndicator
from .material import MaterialRule
from .notice import Authorisation, Objection, PublicNotice
from .open_data import OpenData
from .paper import Paper
from .phrases import ReasonPhrase
from .recusal import ExpertDraw, RecusalRequest
from .review import CorrectionItem, Evaluation
from .scan import Scan
from .self_check import SelfCheck, SelfCheckAnswer, SelfCheckFile
from .site import SiteCheck, SiteFinding, SitePhoto
from .spot_check import SpotCheck, SpotCheckPlan
from .stamp import SectionStamp
from .system import DeclaredSystem

__all__ = [
    "Attachment",
    "Authorisation",
    "ChecklistItem",
    "ChecklistMark",
    "CorrectionItem",
    "Declaration",
    "DeclaredIndicator",
    "DeclaredSystem",
    "Evaluation",
    "ExpertDraw",
    "MaterialRule",
    "NoticeBatch",
    "Objection",
    "OpenData",
    "Paper",
    "PublicNotice",
    "ReasonPhrase",
    "RecusalRequest",
    "Scan",
    "SectionStamp",
    "SelfCheck",
    "SelfCheckAnswer",
    "SelfCheckFile",
    "SiteCheck",
    "SiteFinding",
    "SitePhoto",
    "SpotCheck",
    "SpotCheckPlan",
    "TestReport",
]
