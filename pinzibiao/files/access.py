"""Who may read a file is decided by the room that links to it; nothing is served that no room vouches for.

A room registers, in ``AppConfig.ready()``, a loader for its own link table::

    access.register("declarations.attachment", "declarations.views.attachment_file")


    def attachment_file(user, pk: int) -> StoredFile | None:
        row = Attachment.objects.filter(declaration__in=scopes.declarations(user), pk=pk).select_related("file").first()
        return row and row.file

and links to ``access.url("declarations.attachment", attachment.pk, attachment.file.name)`` or, in a template,
``{% file_link "declarations.attachment" attachment.pk attachment.file %}``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.module_loading import import_string

from .models import StoredFile

Loader = Callable[[object, int], StoredFile | None]


@dataclass(frozen=True)
class Door:
    """``public`` doors are open without sign-in (a public notice's papers); the loader still decides."""

    loader: Loader | str
    public: bool = False

    def load(self, user, pk: int) -> StoredFile | None:
        loader = import_string(self.loader) if isinstance(self.loader, str) else self.loader
        return loader(user, pk)


_doors: dict[str, Door] = {}


def register(kind: str, loader: Loader | str, *, public: bool = False) -> None:
    """Let ``loader(user, pk)`` decide over files of ``kind``. A dotted path is imported at first use."""
    _doors[kind] = Door(loader, public)


def door(kind: str) -> Door | None:
    """The registered door of ``kind``, or ``None``."""
    return _doors.get(kind)


def url(kind: str, pk: int, name: str) -> str:
    """The address of a file; it opens only for those to whom the loader gives the file."""
    return reverse("files:serve", args=[kind, pk, name])
