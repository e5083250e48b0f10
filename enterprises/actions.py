"""Acts of the registry: who carries the brand, certificates, and the accounts of an enterprise."""

from collections.abc import Callable
from datetime import date

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from pinzibiao.accounts import actions as accounts
from pinzibiao.accounts.models import Role, User, regulator_desks
from pinzibiao.casework.actions import record
from pinzibiao.casework.procedure import Procedure
from pinzibiao.casework.refusals import Refused
from pinzibiao.casework.workflow import Desk

from . import rules
from .completeness import ready_to_open
from .models import AccountRequest, BrandHolder, Certificate, Enterprise, Member, Route
from .states import ACCOUNT_REQUEST_WORKFLOW, AccountRequestStatus

ASKED = ("uscc", "enterprise_name", "county", "applicant_name", "applicant_mobile", "applicant_kind")
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


@transaction.atomic
def invite_member(enterprise: Enterprise, *, by: User, username: str, name: str, mobile: str, kind: str):
    """A new account for one of the enterprise's people: ``(Member, one-time password)``. Raises ``Refused``."""
    _refuse(rules.why_not_invite(by, enterprise, kind))
    user, password = accounts.open_account(username, name, Role.Kind.ENTERPRISE, by=by, mobile=mobile)
    member = Member.objects.create(user=user, enterprise=enterprise, kind=kind)
    label = member.get_kind_display()
    record(enterprise, "invite_member", f"添加{label}", by=by, desk=Desk.ENTERPRISE, data={"username": username})
    return member, password


@transaction.atomic
def close_member(member: Member, *, by: User) -> None:
    """The person can no longer sign in; what they did stays theirs. Raises ``Refused`` for oneself."""
    if member.user_id == by.pk:
        raise Refused("不能停用自己的账号。请由本企业另一位用户或属地市场监管局办理。")
    _refuse(rules.why_not_manage_member(by, member.kind))
    accounts.close_account(member.user, by=by)
    record(member.enterprise, "close_member", f"停用{member.get_kind_display()}", by=by, desk=Desk.ENTERPRISE)


@transaction.atomic
def reopen_member(member: Member, *, by: User) -> None:
    _refuse(rules.why_not_manage_member(by, member.kind))
    accounts.reopen_account(member.user, by=by)
    record(member.enterprise, "reopen_member", f"启用{member.get_kind_display()}", by=by, desk=Desk.ENTERPRISE)


@transaction.atomic
def reset_member_password(member: Member, *, by: User) -> str:
    """A new one-time password for somebody who lost theirs, returned once. Raises ``Refused`` for oneself."""
    if member.user_id == by.pk:
        raise Refused("自己的密码请在右上角“修改密码”中更换。")
    _refuse(rules.why_not_manage_member(by, member.kind))
    password = accounts.reset_password(member.user, by=by)
    label = f"重置{member.get_kind_display()}密码"
    record(member.enterprise, "reset_member_password", label, by=by, desk=Desk.ENTERPRISE)
    return password


@transaction.atomic
def ask_for_account(case: AccountRequest) -> AccountRequest:
    """Keep what an enterprise asks; the same form sent again, and not yet decided, is the same request."""
    with connection.cursor() as cursor:
        # A repeat that comes while the first is still being written waits for it.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"account_request:{case.uscc}"])
    said = {name: getattr(case, name) for name in ASKED}
    if before := AccountRequest.objects.filter(status=AccountRequestStatus.PENDING, **said).first():
        return before
    case.save(force_insert=True)
    return case


def _refuse(sentence: str) -> None:
    if sentence:
        raise Refused(sentence)


def _open(case: AccountRequest, *, by, data, event) -> None:
    """The enterprise when it is new, and an account of its people; ``data["handover"]`` receives the password."""
    case.enterprise = _enterprise_of(case, data)
    member, password = invite_member(
        case.enterprise,
        by=by,
        username=data["username"],
        name=data["person_name"],
        mobile=data["mobile"],
        kind=data["kind"],
    )
    event.data = {"username": member.user.username, "enterprise": case.enterprise.pk}
    data["handover"] = (member, password)


def _enterprise_of(case: AccountRequest, data) -> Enterprise:
    enterprise, _ = Enterprise.objects.get_or_create(
        uscc=case.uscc,
        defaults={"name": data["enterprise_name"], "industry": data["industry"], "county_id": case.county_id},
    )
    return enterprise


PROCEDURE = Procedure(
    model="enterprises.accountrequest",
    workflow=ACCOUNT_REQUEST_WORKFLOW,
    sits_at=regulator_desks,
    ready={"open": ready_to_open},
    effects={"open": _open},
)
take = PROCEDURE.take
