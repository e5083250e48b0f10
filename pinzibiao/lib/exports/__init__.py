"""Excel and CSV out: exactly the rows found and the columns seen, made harmless, in bounded memory."""

from .answers import CONTENT_TYPES, answer, attachment, export_filename, register
from .books import BOOK_OPTIONS, workbook_response
from .cells import Cells
from .files import TooManyRows, write
from .values import ILLEGAL

__all__ = [
    "BOOK_OPTIONS",
    "CONTENT_TYPES",
    "ILLEGAL",
    "Cells",
    "TooManyRows",
    "answer",
    "attachment",
    "export_filename",
    "register",
    "workbook_response",
    "write",
]
