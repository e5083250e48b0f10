"""What the demo's enterprises have beside their products: system certificates, licences, former names, a move."""

from datetime import date, timedelta

from enterprises import actions
from enterprises.models import Enterprise, FormerName, FurtherIndustry, Product, SystemCertificate
from pinzibiao.regions.models import Region

from .people import officer

Kind = SystemCertificate.Kind
BODIES = ("方圆标志认证集团有限公司", "中国质量认证中心有限公司", "华信技术检验有限公司")
# By the number of the enterprise: no dice, so that the rest of the demo falls as it did.
KINDS = ((Kind.QUALITY,), (Kind.QUALITY, Kind.ENVIRONMENT), (Kind.QUALITY, Kind.ENVIRONMENT, Kind.SAFETY))


def make_items(enterprises: list[Enterprise], today: date) -> None:
    SystemCertificate.objects.bulk_create(
        _system_certificate(one, number, kind, today)
        for number, one in enumerate(enterprises)
        if number % 4
        for kind in _kinds(one, number)
    )
    FurtherIndustry.objects.bulk_create(
        FurtherIndustry(enterprise=one, industry_id=code)
        for number, one in enumerate(enterprises)
        for code in ("C2770", "C2720")[number % 2 :][:1]
        if number % 5 == 0 and code != one.industry_id
    )
    _licences(enterprises, today)
    _former_names(enterprises[2:], today)


def _kinds(enterprise: Enterprise, number: int) -> tuple[str, ...]:
    own = {"C14": Kind.HACCP, "C15": Kind.FOOD, "C35": Kind.DEVICE, "C27": Kind.DEVICE}
    special = own.get(enterprise.industry_id[:3])
    return (*KINDS[number % 3], *((special,) if special else ()))


def _system_certificate(enterprise: Enterprise, number: int, kind: str, today: date) -> SystemCertificate:
    """Every eighth has run out a little while ago."""
    issued = today - timedelta(days=40 + number * 7 % 1000 + (100 if number % 8 == 1 else 0))
    return SystemCertificate(
        enterprise=enterprise,
        kind=kind,
        number=f"演示{issued.year % 100}{kind[0].upper()}{number:05d}",
        body=BODIES[number % 3],
        issued_on=issued,
        valid_to=issued + timedelta(days=1095),
    )


def _licences(enterprises: list[Enterprise], today: date) -> None:
    """Class II devices of the pilots have their registration; it runs five years."""
    places = [one.pk for one in enterprises if one.county_id in {"330602", "331024"}]
    rows = list(Product.objects.filter(enterprise__in=places).order_by("pk"))
    for number, row in enumerate(rows):
        issued = today - timedelta(days=60 + number * 37 % 1900)
        row.device_class, row.licence_no = "2", f"浙械注准{issued.year}2{140000 + number:06d}"
        row.licence_issued_on, row.licence_valid_to = issued, issued + timedelta(days=1826)
    Product.objects.bulk_update(rows, ["device_class", "licence_no", "licence_issued_on", "licence_valid_to"])


def _former_names(enterprises: list[Enterprise], today: date) -> None:
    """A few were a limited company before they were one by shares, or had another name."""
    for number, one in enumerate(enterprises[:60:6]):
        old = one.name.replace("有限公司", "厂") if number % 2 else one.name.replace("有限公司", "制造有限公司")
        FormerName.objects.create(enterprise=one, name=old, used_until=today - timedelta(days=400 + 90 * number))
        actions.save_with_names(one)


def make_move(today: date) -> None:
    """An enterprise of 越城 has moved to 柯桥; what was open went along."""
    one = Enterprise.objects.filter(county="330602", members=None).order_by("pk").first()
    place, by = Region.objects.get(pk="330603"), officer("330602")
    actions.move_enterprise(one, place, today - timedelta(days=30), by=by, reason="住所迁至柯桥区，营业执照已变更。")
