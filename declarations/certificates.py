"""The certificate of an authorisation: set, signed, kept."""

import io

import segno
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from pinzibiao.files.actions import store_content

from . import signing
from .models import Authorisation
from .papers.certificate import write_certificate


def certify(pk: int) -> Authorisation:
    """Make the certificate unless it is there. Raises ``signing.NoKey``. The setting is done before the row is held."""
    row = Authorisation.objects.select_related("declaration").get(pk=pk)
    if row.certificate_id:
        return row
    pdf = signing.sign(write_certificate(row, address_of(row), qr_svg(row)))
    with transaction.atomic():
        row = Authorisation.objects.select_for_update(of=("self",)).select_related("declaration").get(pk=pk)
        if row.certificate_id is None:
            row.certificate = store_content(pdf, f"{row.number}.pdf", county_code=row.declaration.county_id)
            row.save(update_fields=["certificate"])
    return row


def address_of(row: Authorisation) -> str:
    """The page at which everybody sees what the authorisation is worth today."""
    return settings.SITE_URL.rstrip("/") + row.get_absolute_url()


def qr_svg(row: Authorisation, **options) -> bytes:
    """The QR code that leads to that page by way of the count, as a picture."""
    out = io.BytesIO()
    address = settings.SITE_URL.rstrip("/") + reverse("public:scan", args=[row.token])
    segno.make(address, error="m").save(
        out, kind="svg", scale=6, border=2, title=f"授权 {row.number} 查验码", **options
    )
    return out.getvalue()
