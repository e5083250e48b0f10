"""What a renewal takes over from the declaration that it renews.

What proves the product afresh is asked anew: test reports, files, promises.
"""

from django.db import models

from .content import ESSENCES
from .models import Declaration
from .prefilling import DESCRIBED, OFFICER

FIELDS = (
    *DESCRIBED,
    "contact_name",
    "contact_mobile",
    "standard_id",
    "standard_public_on",
    *(f"{key}_{part}" for key, _ in ESSENCES for part in ("score", "text")),
)


def carry_over(old: Declaration, new: Declaration) -> None:
    """Fill ``new`` with the sections of ``old``; what the register told of today stays."""
    new.sub_brand = old.sub_brand
    is_same_officer = new.quality_officer in ("", old.quality_officer)
    for name in (*FIELDS, *(OFFICER.values() if is_same_officer else ())):
        if getattr(new, name) in (None, ""):
            setattr(new, name, getattr(old, name))
    new.save()
    copy_rows(old.indicators.all(), new)
    # A newer certificate of the same system takes the place of the old one.
    copy_rows(old.systems.exclude(kind__in=new.systems.values("kind")), new)


def copy_rows(rows: models.QuerySet, new: Declaration) -> None:
    """The same rows once more, belonging to ``new``, in the same order."""
    copies = list(rows.order_by("pk"))
    for row in copies:
        row.pk, row.declaration = None, new
    rows.model.objects.bulk_create(copies)
