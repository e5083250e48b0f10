"""Who filled in a section of a declaration, and when."""

from django.utils import timezone

from .models import Declaration, SectionStamp


def stamp(case: Declaration, section: str, *, by) -> None:
    """``by`` has just saved ``section``."""
    row = SectionStamp(declaration=case, section=section, by=by, at=timezone.now())
    key, told = ["declaration", "section"], ["by", "at"]
    SectionStamp.objects.bulk_create([row], update_conflicts=True, unique_fields=key, update_fields=told)


def stamps_of(case: Declaration) -> dict[str, SectionStamp]:
    """``{section: who and when}``; nothing of a section that nobody has saved yet."""
    return {row.section: row for row in case.stamps.select_related("by")}
