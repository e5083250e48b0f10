"""What a new draft takes over from the register: nobody is asked again for what is known."""

from django.utils import timezone

from enterprises.models import QualityOfficer

from .models import Declaration, DeclaredSystem

DESCRIBED = ("registered_address", "plant_address", "legal_representative", "scale")
# What the register calls it, and what the declaration does.
OFFICER = {
    "name": "quality_officer",
    "post": "officer_post",
    "certificate_no": "officer_certificate_no",
    "trained_on": "officer_trained_on",
    "appointed_on": "officer_appointed_on",
}
SYSTEM = ("kind", "number", "body", "issued_on", "valid_to")


def known_of(product) -> dict:
    """The fields of a declaration of ``product`` that the register can fill."""
    enterprise = product.enterprise
    contact = enterprise.contacts.first()
    return {
        "enterprise": enterprise,
        "county_id": enterprise.county_id,
        "product": product,
        "standard": product.standard,
        "contact_name": contact.name if contact else "",
        "contact_mobile": contact.mobile if contact else "",
        **{name: getattr(enterprise, name) for name in DESCRIBED},
        **_officer(enterprise.quality_officers.filter(is_active=True).first()),
    }


def take_over_systems(case: Declaration) -> None:
    """The certificates that are valid today."""
    rows = case.enterprise.system_certificates.filter(valid_to__gte=timezone.localdate())
    DeclaredSystem.objects.bulk_create(
        DeclaredSystem(declaration=case, **{name: getattr(row, name) for name in SYSTEM}) for row in rows
    )


def _officer(row: QualityOfficer | None) -> dict:
    return {ours: getattr(row, theirs) for theirs, ours in OFFICER.items()} if row else {}
