"""The pages of casework: every transition of every case, and the numbers of the procedure."""

from .moves import MoveView

__all__ = ["MoveView"]
