"""Who may change what of the registry, and what no day or code may be."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from pinzibiao.accounts.models import Role

from .models import Member

Kind = Role.Kind
# What an enterprise keeps up to date itself; its name, code and county are its county's.
OWN_ITEMS = frozenset({"contact", "product", "figure", "system"})


def keeps(user, enterprise) -> bool:
    """Whether ``user`` is an officer of the enterprise's county, which keeps its record."""
    return user.kind == Kind.COUNTY and user.region.pk == enterprise.county_id


def may_move(user, enterprise) -> bool:
    """Its own place gives an enterprise away; the province settles what two places cannot."""
    return keeps(user, enterprise) or user.kind == Kind.PROVINCE


def may_merge(user, keep, drop) -> bool:
    """The province judges which two records are one enterprise; a county where both are its own."""
    return user.kind == Kind.PROVINCE or (keeps(user, keep) and keeps(user, drop))


def why_not_rename(enterprise, name: str, on) -> str:
    """Why ``enterprise`` cannot be called ``name`` from ``on``, or an empty string."""
    if name == enterprise.name:
        return "新名称与现名称相同，请核对。"
    last = enterprise.earlier_names.first()
    if last and on < last.used_until:
        return f"上一次更名是 {last.used_until:%Y-%m-%d}，更名日期不能早于这一天。"
    return ""


def why_not_move(enterprise, to_county, on) -> str:
    """Why ``enterprise`` cannot move to ``to_county`` on the day ``on``, or an empty string."""
    if to_county.pk == enterprise.county_id:
        return "企业已在这个县（市、区）或功能区，请选择迁入地。"
    last = enterprise.moves.first()
    if last and on < last.moved_on:
        return f"上一次迁移是 {last.moved_on:%Y-%m-%d}，迁移日期不能早于这一天。"
    return ""


def works_for(user, enterprise) -> bool:
    """Whether ``user`` is one of the enterprise's own people."""
    return user.kind == Kind.ENTERPRISE and Member.objects.filter(user=user, enterprise=enterprise).exists()


def may_edit_item(user, enterprise, item: str) -> bool:
    """``item`` is a key of ``items.ITEMS``, e.g. ``"contact"``."""
    return keeps(user, enterprise) or (item in OWN_ITEMS and works_for(user, enterprise))


def may_see_people(user, enterprise) -> bool:
    """Accounts and telephone numbers are for the regulators and the enterprise itself."""
    return user.kind in (*Role.REGULATORS, Kind.AUDITOR) or works_for(user, enterprise)


def may_manage_members(user, enterprise) -> bool:
    """The enterprise invites its own people; its county may step in when the last of them has left."""
    return keeps(user, enterprise) or works_for(user, enterprise)


def why_not_manage_member(user, kind: str) -> str:
    """Why ``user`` may not close, reopen or reset an account of this ``Member.Kind``, or an empty string.

    A clerk who could do so with a signatory's would hold both: who prepares must not sign.
    """
    is_clerk = Member.objects.filter(user=user, kind=Member.Kind.CLERK).exists()
    if is_clerk and kind == Member.Kind.SIGNATORY:
        return "签署人的账号不能由经办人办理（经办与签署不得为同一人）。请联系属地市场监管局，或由本企业签署人办理。"
    return ""


def is_clerk_of(user, enterprise) -> bool:
    return Member.objects.filter(user=user, enterprise=enterprise, kind=Member.Kind.CLERK).exists()


def why_not_change_signatory(user, enterprise, leaving: Member | None, to: Member | None) -> str:
    """Why ``to`` cannot take over from ``leaving`` by ``user``, or an empty string.

    The signatory hands over their own; the county may where nobody can. A clerk could make themselves signatory.
    """
    is_own = leaving is not None and leaving.user_id == user.pk and leaving.kind == Member.Kind.SIGNATORY
    if not is_own and not keeps(user, enterprise):
        return "签署人由现任签署人本人移交；签署人已离任的，请提请属地市场监管局办理。"
    if leaving is not None and leaving.kind != Member.Kind.SIGNATORY:
        return "所选的原签署人现在不是签署人，请刷新页面后重新选择。"
    if to is None or to.kind != Member.Kind.CLERK or not to.user.is_active:
        return "新签署人须是本企业在用的经办人，请刷新页面后重新选择。"
    return ""


def why_not_invite(user, enterprise, kind: str) -> str:
    """The same for a new account. The first signatory is invited by whoever asked for the enterprise's account."""
    if not Member.objects.filter(enterprise=enterprise, kind=Member.Kind.SIGNATORY).exists():
        return ""
    return why_not_manage_member(user, kind)


def may_record_certificate(user) -> bool:
    """Certificates come from outside: any regulator who holds the paper records it for an enterprise of the place."""
    return user.kind in Role.REGULATORS


def may_record_surveillance(user, certificate) -> bool:
    """The county that keeps the enterprise's record, as for whatever else becomes of the certificate."""
    return keeps(user, certificate.enterprise)


def may_keep_standards(user) -> bool:
    """The register of standards is the province's."""
    return user.kind == Kind.PROVINCE


def refuse_future_day(day) -> None:
    """Raises ``ValidationError`` for a day after today."""
    if day > timezone.localdate():
        raise ValidationError(f"日期不能晚于今天（{timezone.localdate():%Y-%m-%d}），请核对。")


def refuse_future_year(year: int) -> None:
    if year > timezone.localdate().year:
        raise ValidationError(f"年度不能晚于今年（{timezone.localdate().year} 年），请核对。")


def is_registered_elsewhere(uscc: str) -> bool:
    """Whether the code was given outside Zhejiang: warned about, not refused, since branch plants exist."""
    return uscc[2:4] != "33"
