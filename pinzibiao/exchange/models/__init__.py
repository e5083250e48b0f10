"""What goes in and out by Excel."""

from .exports import Export
from .imports import Fault, Import, Stage
from .views import ListPreference, SavedView

__all__ = ["Export", "Fault", "Import", "ListPreference", "SavedView", "Stage"]
