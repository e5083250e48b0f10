"""Questions over several rows of the registry."""

import re

from django.db.models import Q
from django.utils import timezone

from .models import AccountRequest, BrandHolder, Certificate, Enterprise, Member, MergedEnterprise, Product
from .states import AccountRequestStatus

# A clerk who mistypes tries again; more than this in a day is a machine.
REQUESTS_A_DAY = 3
# How several products stand in one line of a certificate.
SEPARATORS = re.compile(r"[、，,；;\n]")


def asked_too_often(uscc: str) -> bool:
    """Whether this code has already asked for accounts as often as a day allows. Tells nothing of who is registered."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return AccountRequest.objects.filter(uscc=uscc, created_at__gte=today).count() >= REQUESTS_A_DAY


def by_code(uscc: str) -> Enterprise | None:
    """The enterprise of this code, or the one into which its record was merged."""
    return Enterprise.objects.filter(Q(uscc=uscc) | Q(pk__in=_merged_by(uscc))).first()


def is_merged_away(uscc: str) -> bool:
    """Whether a record of this code was merged into another: the code is registered no more by itself."""
    return MergedEnterprise.objects.filter(uscc=uscc).exists()


def trace_of(enterprises, old_id: int) -> MergedEnterprise | None:
    """The trace of the record that had this key, if it went into one of ``enterprises``."""
    return MergedEnterprise.objects.filter(old_id=old_id, merged_into__in=enterprises).first()


def _merged_by(uscc: str):
    return MergedEnterprise.objects.filter(uscc=uscc).values("merged_into")


def pending_requests_of(enterprise: Enterprise):
    """Requests for an account of this enterprise that nobody has answered."""
    return AccountRequest.objects.filter(uscc=enterprise.uscc, status=AccountRequestStatus.PENDING)


def ties_of(user) -> list[tuple[str, str]]:
    """The enterprise for which a person works, for the page about the person."""
    member = Member.objects.select_related("enterprise").filter(user=user).first()
    return [("企业", f"{member.enterprise}（{member.get_kind_display()}）")] if member else []


def suggested_username(uscc: str) -> str:
    """A name for the next account of an enterprise: ``qyma2abc125-1``, from the part of its code that is its own."""
    taken = Member.objects.filter(enterprise__uscc=uscc).count()
    return f"qy{uscc[8:17].lower()}-{taken + 1}"


def place_of(enterprise: Enterprise) -> str:
    """``杭州市 临平区``."""
    county = enterprise.county
    return f"{county.parent} {county}" if county.parent_id else str(county)


def brand_words(enterprise: Enterprise) -> str:
    """By which routes the enterprise carries the brand, with the first day of each; empty when it never did."""
    return "；".join(_holding_words(row) for row in enterprise.brand_holdings.all())


def _holding_words(row: BrandHolder) -> str:
    state = "" if row.is_current else f"，{row.ended_on:%Y-%m-%d} 失效"
    return f"{row.get_sub_brand_display()}（{row.get_route_display()}，{row.first_valid_on:%Y-%m-%d} 起{state}）"


def former_name_words(enterprise: Enterprise) -> str:
    """Earlier names with the day until which each was borne, the latest first."""
    return "；".join(f"{row.name}（{row.used_until:%Y-%m-%d} 止）" for row in enterprise.earlier_names.all())


def products_on(certificate: Certificate) -> list[tuple[str, Product | None]]:
    """The products that a certificate names, each with the enterprise's own record of it, if there is one."""
    names = [name for part in SEPARATORS.split(certificate.product_name) if (name := part.strip())]
    whole = certificate.product_name.strip()
    known = {}
    rows = certificate.enterprise.products.filter(name__in={*names, whole}).select_related("standard")
    for product in rows.order_by("-pk"):
        known[product.name] = product
    return [(whole, known[whole])] if whole in known else [(name, known.get(name)) for name in names]
