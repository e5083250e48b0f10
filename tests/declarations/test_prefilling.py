"""What a new draft takes over from the register, and what a renewal keeps of the old declaration."""

from datetime import date

import pytest

from declarations import actions
from declarations.states import DeclarationStatus as S
from tests.factories.declarations import declaration_at, nearly_over
from tests.factories.enterprises import ProductFactory, QualityOfficerFactory, SystemCertificateFactory

pytestmark = pytest.mark.django_db
OFFICER = (
    "quality_officer",
    "officer_post",
    "officer_certificate_no",
    "officer_trained_on",
    "officer_appointed_on",
)


def of(case, *names) -> list:
    case.refresh_from_db()
    return [getattr(case, name) for name in names]


def systems(case) -> list[tuple]:
    return list(case.systems.values_list("kind", "number", "body", "issued_on", "valid_to", "scope"))


def test_the_enterprise_its_officer_and_its_valid_certificates_are_known(enterprise, people):
    QualityOfficerFactory(enterprise=enterprise, name="前任", is_active=False)
    QualityOfficerFactory(
        enterprise=enterprise,
        name="孙在任",
        post="副总经理",
        certificate_no="CQO-7",
        trained_on=date(2023, 5, 1),
        appointed_on=date(2023, 6, 1),
    )
    SystemCertificateFactory(enterprise=enterprise, number="00124Q1")
    SystemCertificateFactory(enterprise=enterprise, number="00119Q1", valid_to=date(2025, 1, 1))
    case, _ = actions.create_draft(ProductFactory(enterprise=enterprise), by=people.clerk)
    described = of(case, "registered_address", "plant_address", "legal_representative", "scale")
    assert described == ["", "杭州市临平区东湖街道试验路1号", "赵试验", "small"]
    assert of(case, *OFFICER) == ["孙在任", "副总经理", "CQO-7", date(2023, 5, 1), date(2023, 6, 1)]
    assert systems(case) == [
        ("quality", "00124Q1", "方圆标志认证集团有限公司", date(2024, 5, 1), date(2099, 4, 30), "")
    ]


@pytest.fixture
def held(enterprise, people):
    case = declaration_at(S.AUTHORISED, product=ProductFactory(enterprise=enterprise), people=people)
    for kind, number in (("quality", "旧质量"), ("energy", "旧能源")):
        case.systems.create(kind=kind, number=number, body="甲机构", issued_on="2024-01-01", valid_to="2099-01-01")
    return nearly_over(case)


def test_a_renewal_keeps_the_certificates_that_nothing_newer_replaces(held, enterprise, people):
    SystemCertificateFactory(enterprise=enterprise, number="新质量")
    new, _ = actions.renew(held, by=people.clerk)
    assert [(kind, number) for kind, number, *_ in systems(new)] == [("quality", "新质量"), ("energy", "旧能源")]
    assert held.systems.count() == 2


@pytest.mark.parametrize(
    ("name", "appointed_on"), [(None, date(2024, 3, 1)), ("孙质量", date(2024, 3, 1)), ("李新任", None)]
)
def test_a_renewal_tells_nothing_of_an_earlier_officer(name, appointed_on, held, enterprise, people):
    if name:
        QualityOfficerFactory(enterprise=enterprise, name=name)
    new, _ = actions.renew(held, by=people.clerk)
    assert of(new, "quality_officer", "officer_appointed_on") == [name or "孙质量", appointed_on]
