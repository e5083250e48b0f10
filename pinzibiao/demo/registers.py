"""The demo's registers: enterprises of every county with what belongs to them. Written in bulk."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from enterprises.codes import organisation_check_digit, uscc_check_digit
from enterprises.models import (
    AccountRequest,
    Contact,
    Enterprise,
    Product,
    QualityAward,
    QualityOfficer,
    Standard,
    YearFigure,
)
from pinzibiao.regions.models import Region

from .certificates import make_certificates
from .names import COMMON, TRADES, enterprise_name, mobile, person_name
from .standards import make_standards, name_drafters

EACH_COUNTY, EACH_PILOT = 3, 22
SCALES = [Enterprise.Scale.LARGE, *[Enterprise.Scale.MEDIUM] * 3, *[Enterprise.Scale.SMALL] * 5, Enterprise.Scale.MICRO]
# 万元 a year, least and most.
REVENUES = {"large": (42_000, 150_000), "medium": (6_000, 38_000), "small": (800, 1_900), "micro": (120, 280)}
# DOMAIN.md section 3 names them; their codes are synthetic.
BETTA = ("91330113MA28TT0X5T", "贝达药业股份有限公司", "盐酸埃克替尼片")
HUQINGYU = ("913301131000000163", "杭州胡庆余堂药业有限公司", "胃复春片")


def make_registers(random: Random, today: date) -> list[Enterprise]:
    """Everything; gives the enterprises, the two of the demo's accounts first."""
    standards = make_standards(random, today)
    enterprises = _enterprises(random)
    name_drafters(standards, enterprises)
    _products(random, enterprises, standards)
    _figures(random, enterprises, today)
    _people(random, enterprises, today)
    make_certificates(random, enterprises, standards, today)
    _awards()
    _account_requests(random)
    return enterprises


def uscc_of(place: str, serial: int) -> str:
    """A valid, synthetic code: registered in ``place`` (a zone registers with its city)."""
    middle = f"MADEM{serial:03d}"
    first17 = f"91{place if place.isdigit() else '330400'}{middle}{organisation_check_digit(middle)}"
    return first17 + uscc_check_digit(first17)


def _enterprises(random: Random) -> list[Enterprise]:
    rows = [_named(*BETTA), _named(*HUQINGYU)]
    for place in Region.objects.counties():
        for number in range(EACH_PILOT if place.pk in TRADES else EACH_COUNTY):
            rows.append(_enterprise(random, place, number, len(rows)))
    made = Enterprise.objects.bulk_create(rows)
    by_place = {code: next(e for e in made[2:] if e.county_id == code) for code in ("330113", "331024")}
    firsts = [by_place["330113"], by_place["331024"]]
    return [*firsts, *(one for one in made if one not in firsts)]


def _named(uscc: str, name: str, product: str) -> Enterprise:
    return Enterprise(
        uscc=uscc,
        name=name,
        county_id="330113",
        industry_id="C2720",
        scale="large",
        is_above_scale=True,
        main_product=product,
    )


def _enterprise(random: Random, place: Region, number: int, serial: int) -> Enterprise:
    code, trade, products = random.choice(TRADES.get(place.pk, COMMON))
    scale = random.choice(SCALES)
    short = place.name.removesuffix("区").removesuffix("县").removesuffix("市").replace("经济技术开发", "经开")
    return Enterprise(
        uscc=uscc_of(place.pk, serial),
        name=enterprise_name(random, short, trade, number),
        county_id=place.pk,
        industry_id=code,
        scale=scale,
        is_above_scale=scale in ("large", "medium"),
        main_product=random.choice(products),
        legal_representative=person_name(random),
        registered_address=f"浙江省{place.name}创新路{random.randrange(1, 400)}号",
        plant_address=f"浙江省{place.name}工业园区{random.randrange(1, 60)}幢",
        established_on=date(random.randrange(1992, 2020), random.randrange(1, 13), random.randrange(1, 28)),
    )


def _products(random: Random, enterprises: list[Enterprise], standards: list[Standard]) -> None:
    by_title = {one.title: one for one in standards if one.published_on and not one.withdrawn_on}
    Product.objects.bulk_create(
        Product(
            enterprise=enterprise,
            name=enterprise.main_product,
            models_text=f"{letter}-{random.randrange(10, 99)}",
            trademark=enterprise.name[4:6],
            trademark_no=str(random.randrange(10_000_000, 60_000_000)),
            standard=by_title.get(enterprise.main_product),
        )
        for enterprise in enterprises
        for letter in random.choice(["A", "A", "AB"])
    )


def _figures(random: Random, enterprises: list[Enterprise], today: date) -> None:
    """Three years of revenue; the brand's share rises, as DOMAIN.md section 2 says it does."""
    rows = []
    for enterprise in enterprises:
        revenue = Decimal(random.randrange(*REVENUES[enterprise.scale]))
        for back in (3, 2, 1):
            share = Decimal(random.randrange(20, 40) + (3 - back) * 6) / 100
            revenue = (revenue * Decimal("1.06")).quantize(Decimal("0.01"))
            sales = (revenue * share).quantize(Decimal("0.01"))
            rows.append(
                YearFigure(enterprise=enterprise, year=today.year - back, revenue_wan=revenue, brand_sales_wan=sales)
            )
    YearFigure.objects.bulk_create(rows)


def _people(random: Random, enterprises: list[Enterprise], today: date) -> None:
    Contact.objects.bulk_create(
        Contact(enterprise=one, name=person_name(random), post="质量部经理", mobile=mobile(random))
        for one in enterprises
    )
    QualityOfficer.objects.bulk_create(
        QualityOfficer(
            enterprise=one,
            name=person_name(random),
            certificate_no=f"CQO-演示-{number:04d}",
            trained_on=today - timedelta(days=random.randrange(20, 900)),
            appointed_on=today - timedelta(days=random.randrange(1, 20)),
        )
        for number, one in enumerate(enterprises)
        if number % 3 == 0
    )


def _account_requests(random: Random) -> None:
    """Enterprises that the portal does not know yet ask their county for an account."""
    for number, place in enumerate(("330113", "330113", "331024")):
        AccountRequest.objects.create(
            uscc=uscc_of(place, 900 + number),
            enterprise_name=enterprise_name(random, "临平" if place == "330113" else "仙居", "新材料", number),
            applicant_name=person_name(random),
            applicant_mobile=mobile(random),
            applicant_kind="clerk",
            county_id=place,
        )


def _awards() -> None:
    """As printed; the notice gives no year, so none is invented."""
    betta, huqingyu = (Enterprise.objects.get(uscc=uscc) for uscc, *_ in (BETTA, HUQINGYU))
    QualityAward.objects.create(enterprise=betta, level="province", name="浙江省人民政府质量管理创新奖")
    QualityAward.objects.create(enterprise=huqingyu, level="city", name="杭州市人民政府质量奖提名奖")
