"""What goes in and out by Excel."""

from .imports import Fault, Import, Stage

__all__ = ["Fault", "Import", "Stage"]
