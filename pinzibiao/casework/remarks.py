"""Remarks on a case: written, found, resolved. Which office somebody belongs to is the business of the room above."""

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from .holders import subject_of
from .models import Remark
from .refusals import Refused

Visibility = Remark.Visibility


def remarks_on(case) -> QuerySet[Remark]:
    """Those still open first, each in the order in which they were written."""
    return Remark.objects.filter(**subject_of(case)).order_by(F("resolved_at").asc(nulls_first=True), "id")


def for_office(rows: QuerySet[Remark], office: str) -> QuerySet[Remark]:
    """What an office that acts on the case reads."""
    return rows.filter(Q(office=office) | ~Q(visibility=Visibility.OFFICE))


def for_applicant(rows: QuerySet[Remark]) -> QuerySet[Remark]:
    return rows.filter(visibility=Visibility.APPLICANT)


def write(case, text: str, *, section: str, field: str, visibility: str, office: str, by) -> Remark:
    who = {"office": office, "by_id": by.pk, "by_name": by.get_full_name()}
    place = {"section": section, "field": field, "visibility": visibility}
    return Remark.objects.create(**subject_of(case), text=text, **place, **who)


def resolve(remark: Remark, *, by) -> None:
    """Dealt with; who was a moment earlier did it."""
    done = {"resolved_at": timezone.now(), "resolved_by_id": by.pk, "resolved_by_name": by.get_full_name()}
    if not Remark.objects.filter(pk=remark.pk, resolved_at=None).update(**done):
        raise Refused("这条批注已经处理过了。")
