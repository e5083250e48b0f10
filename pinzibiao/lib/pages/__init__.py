"""The pages that every room uses: one list, one detail, one form, one question before an act."""

from .base import BadQuery, Button, Page
from .details import DetailPage, Panel
from .editing import ConfirmPage, CreatePage, EditPage, FormPage
from .lists import ListPage

__all__ = [
    "BadQuery",
    "Button",
    "ConfirmPage",
    "CreatePage",
    "DetailPage",
    "EditPage",
    "FormPage",
    "ListPage",
    "Page",
    "Panel",
]
