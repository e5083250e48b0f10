"""What goes in and out by Excel."""

from .imports import Fault, Import

__all__ = ["Fault", "Import"]
