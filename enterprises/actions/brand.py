"""Acts about the brand: who carries it, by which route, and the certificates of the 认证 route."""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from pinzibiao.accounts.models import User
from pinzibiao.casework.actions import record

from ..models import BrandHolder, Certificate, Enterprise, Route

_brand_listeners: list[Callable] = []


def when_brand_obtained(listener: Callable) -> None:
    """``listener(enterprise, on)`` is told of every brand obtained, in the same transaction. For rooms above."""
    if listener not in _brand_listeners:
        _brand_listeners.append(listener)


@transaction.atomic
def obtain_brand(enterprise: Enterprise, route: str, sub_brand: str, on: date) -> BrandHolder:
    """``enterprise`` carries the brand from ``on``. Again after an end it is current again; the first day stays."""
    holder = _hold(enterprise, route, sub_brand, on)
    for listener in _brand_listeners:
        listener(enterprise, on)
    return holder


def _hold(enterprise: Enterprise, route: str, sub_brand: str, on: date) -> BrandHolder:
    holder, is_new = BrandHolder.objects.select_for_update().get_or_create(
        enterprise=enterprise, route=route, sub_brand=sub_brand, defaults={"first_valid_on": on}
    )
    if not is_new:
        holder.first_valid_on = min(holder.first_valid_on, on)
        holder.is_current, holder.ended_on = True, None
        holder.save()
    return holder


@transaction.atomic
def end_brand(enterprise: Enterprise, route: str, sub_brand: str, on: date) -> None:
    """The brand by this route is no longer carried from ``on``. Nothing happens when it was not."""
    rows = BrandHolder.objects.select_for_update().filter(
        enterprise=enterprise, route=route, sub_brand=sub_brand, is_current=True
    )
    for holder in rows:
        holder.is_current, holder.ended_on = False, on
        holder.save()


@transaction.atomic
def record_certificate(certificate: Certificate, *, by: User | None) -> Certificate:
    """Keep a certificate of the 认证 route (张) and the brand it gives (家)."""
    certificate.save()
    brand = (certificate.enterprise, Route.CERTIFICATION, certificate.sub_brand, certificate.issued_on)
    if certificate.valid_to < timezone.localdate():
        _hold(*brand)
        _end_unless_another(certificate)
    else:
        obtain_brand(*brand)
    record(certificate, "record_certificate", "登记证书", by=by, data={"number": certificate.number})
    return certificate


@transaction.atomic
def change_certificate(certificate: Certificate, *, by: User | None) -> Certificate:
    """Mend a mistyped certificate; the brand follows its days."""
    certificate.save()
    held = certificate.enterprise.brand_holdings.filter(route=Route.CERTIFICATION, sub_brand=certificate.sub_brand)
    first = certificate.enterprise.certificates.filter(sub_brand=certificate.sub_brand).earliest("issued_on").issued_on
    held.update(first_valid_on=first)
    if certificate.valid_to >= timezone.localdate():
        held.update(is_current=True, ended_on=None)
    else:
        _end_unless_another(certificate)
    record(certificate, "change_certificate", "修改证书", by=by, data={"number": certificate.number})
    return certificate


def end_expired_brands(on: date) -> int:
    """End the brand of the 认证 route where the last certificate ran out before ``on``; how many ended."""
    ours = Certificate.objects.filter(enterprise=OuterRef("enterprise"), sub_brand=OuterRef("sub_brand"))
    held = BrandHolder.objects.filter(route=Route.CERTIFICATION, is_current=True).select_related("enterprise")
    found = list(held.filter(Exists(ours)).exclude(Exists(ours.filter(valid_to__gte=on))))
    for holder in found:
        end_brand(holder.enterprise, holder.route, holder.sub_brand, on)
    return len(found)


def _end_unless_another(certificate: Certificate) -> None:
    """An old paper typed in late ends nothing that a valid one carries."""
    today = timezone.localdate()
    alike = certificate.enterprise.certificates.filter(sub_brand=certificate.sub_brand, valid_to__gte=today)
    if not alike.exists():
        end_brand(certificate.enterprise, Route.CERTIFICATION, certificate.sub_brand, certificate.valid_to)
