"""Links to files in pages of other rooms."""

from django import template

from pinzibiao.files import access

register = template.Library()


@register.inclusion_tag("files/_link.html")
def file_link(kind: str, pk: int, file) -> dict:
    """Name, size, time and checksum of ``file``, linked through the door ``kind``."""
    return {"file": file, "url": access.url(kind, pk, file.name)}


@register.inclusion_tag("files/_photo.html")
def photo(kind: str, pk: int, file) -> dict:
    """The picture itself, small, which opens large."""
    return {"file": file, "url": access.url(kind, pk, file.name)}
