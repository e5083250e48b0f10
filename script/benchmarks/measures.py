"""The measures by name. Each fills the tables it needs, checks that all sides show the same rows, and times them."""

from datetime import date
from functools import cache

from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse

from benchmarks.deadline import deadline
from benchmarks.exporting import export
from benchmarks.importing import measure as importing
from benchmarks.proposing import proposing
from benchmarks.sync import sync
from benchmarks.timing import Line, compare
from declarations.states import DeclarationStatus
from enterprises.models import Enterprise
from pinzibiao.accounts.models import User
from pinzibiao.regions.models import Region
from tests.cast import LINPING, ZHEJIANG, person, signed_in, uscc
from tests.factories.declarations import declaration_at
from tests.factories.enterprises import EnterpriseFactory

HOW_MANY = 4_000
WITH_LEAN_PAGES = override_settings(ROOT_URLCONF="benchmarks.lean", ALLOWED_HOSTS=["testserver"])


@cache
def fill() -> None:
    """4,000 enterprises over all counties."""
    counties = list(Region.objects.exclude(code__endswith="00").order_by("code").values_list("code", flat=True))
    rows = [
        EnterpriseFactory.build(
            uscc=uscc(n), name=f"浙江第{n:04d}测量医药有限公司", county_id=counties[n % len(counties)]
        )
        for n in range(HOW_MANY)
    ]
    Enterprise.objects.bulk_create(rows)


@cache
def officer() -> Client:
    return signed_in(person("bench-province", "测量员", "province", ZHEJIANG, "handler"))


@cache
def operator() -> Client:
    return signed_in(User.objects.create_superuser("bench-admin", "运维员"))


def page(client: Client, address: str, shows: str):
    """A way to get one page; the first time it must be 200 and show the row."""
    answer = client.get(address)
    if answer.status_code != 200 or shows not in answer.content.decode():
        raise SystemExit(f"✗ {address} answered {answer.status_code} without {shows}")
    return lambda: client.get(address)


@WITH_LEAN_PAGES
def list_page() -> Line:
    """25 of 4,000 enterprises."""
    fill()
    first = Enterprise.objects.order_by("-id").first().name
    return compare(
        "list",
        page(officer(), reverse("enterprises:list"), first),
        page(officer(), "/bench/enterprises/", first),
        page(operator(), "/bench/admin/enterprises/enterprise/", first),
    )


@WITH_LEAN_PAGES
def case_page() -> Line:
    """One declaration on public notice, with all its sections and its trail."""
    enterprise = EnterpriseFactory(county_id=LINPING, name="杭州测量案件有限公司")
    case = declaration_at(DeclarationStatus.IN_NOTICE, product__enterprise=enterprise)
    return compare(
        "case",
        page(officer(), case.get_absolute_url(), enterprise.name),
        page(officer(), f"/bench/case/{case.pk}/", enterprise.name),
        page(operator(), f"/bench/admin/declarations/declaration/{case.pk}/change/", case.number),
    )


@WITH_LEAN_PAGES
def sign_in_page() -> Line:
    """What a person without a session gets first."""
    return compare(
        "signin",
        page(Client(), reverse(settings.LOGIN_URL), "登录"),
        page(Client(), "/bench/trivial/", "登录"),
        page(Client(), "/bench/admin/login/", "登录"),
    )


def report() -> Line:
    """The cumulative report as Word, PDF and Excel; the floor writes the same three of numbers already counted."""
    from reports.content import content_of
    from reports.documents import WRITERS
    from reports.models import Report

    fill()
    asked = (Report.Kind.CUMULATIVE, Region.objects.get(code=ZHEJIANG), date(2020, 1, 1), date(2022, 12, 31))
    counted = content_of(*asked)

    def write(content):
        return [writer(content, {}) for writer in WRITERS.values()]

    return compare("report", lambda: write(content_of(*asked)), lambda: write(counted), rounds=10)


MEASURES = {
    "list": list_page,
    "case": case_page,
    "signin": sign_in_page,
    "report": report,
    "export": export,
    "import": importing,
    "deadline": deadline,
    "problems": proposing,
    "sync": sync,
}
