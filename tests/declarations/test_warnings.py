"""What the case page warns of: the enterprise's past, papers that run out, numbers that look wrong."""

from datetime import timedelta

import pytest
from django.utils import timezone

from declarations.models import Declaration
from declarations.states import DeclarationStatus as S
from declarations.warnings import warnings_of
from tests.factories.declarations import declaration_at, step
from tests.factories.enterprises import ProductFactory, SystemCertificateFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def case(enterprise, people):
    return declaration_at(S.FORM_REVIEW, product=ProductFactory(enterprise=enterprise, name="甲"), people=people)


def told(case, indicators=()) -> list[tuple[str, bool]]:
    others = Declaration.objects.filter(enterprise=case.enterprise).exclude(pk=case.pk)
    return [(one.text, one.is_grave) for one in warnings_of(case, others, list(indicators))]


def test_nothing_is_said_of_a_clean_case(case):
    assert told(case) == []


@pytest.mark.parametrize(
    ("status", "words", "is_grave"),
    [
        (S.SUSPENDED, "授权正在暂停。", True),
        (S.REVOKED, "授权已被撤销。", True),
        (S.DECLINED, "此前不予受理。", False),
        (S.FAILED, "此前不通过。", False),
        (S.SUBMITTED, "：已提交。", False),
    ],
)
def test_the_other_cases_of_the_enterprise(case, status, words, is_grave, enterprise, people):
    other = declaration_at(status, product=ProductFactory(enterprise=enterprise, name="乙"), people=people)
    ((sentence, grave),) = told(case)
    assert (sentence.endswith(words), f"「乙」（{other.number}）" in sentence, grave) == (True, True, is_grave)


def test_an_authorisation_that_was_suspended_once(case, enterprise, people):
    other = declaration_at(S.SUSPENDED, product=ProductFactory(enterprise=enterprise, name="乙"), people=people)
    step(other, "restore", people)
    assert told(case) == [(f"该企业的「乙」（{other.number}）授权曾被暂停。", False)]


def test_licence_and_certificates_that_run_out(case, enterprise):
    today = timezone.localdate()
    case.product.licence_valid_to = today - DAY
    SystemCertificateFactory(enterprise=enterprise, kind="quality", valid_to=today - DAY)
    SystemCertificateFactory(enterprise=enterprise, kind="quality", valid_to=today + 90 * DAY)
    SystemCertificateFactory(enterprise=enterprise, kind="energy", valid_to=today + 91 * DAY)
    assert told(case) == [
        (f"产品注册证已于 {today - DAY} 到期。", True),
        (f"质量管理体系（ISO 9001）认证证书将于 {today + 90 * DAY} 到期。", False),
    ]


def test_indicators_that_miss_the_standard_or_look_wrong(case):
    def row(name, measured, verdict):
        kept = {"direction": "lower", "limit": "0.7", "measured": measured, "verdict": verdict, "words": ""}
        return {"name": name, "required": "≤ 0.7", "measured": measured, "unit": "N", "benchmark": kept}

    rows = [row("好", "0.5", "better"), row("小", "0.05", "better"), row("大", "0.9", "worse"), {"name": "旧"}]
    assert told(case, rows) == [
        ("「大」未达到标准：要求 ≤ 0.7，实测 0.9。", True),
        ("「小」与标准要求相差 10 倍以上：要求 ≤ 0.7，实测 0.05。", False),
    ]


def test_the_offices_read_them_with_a_link_and_the_enterprise_does_not(case, enterprise, people, sign_in):
    other = declaration_at(S.REVOKED, product=ProductFactory(enterprise=enterprise, name="乙"), people=people)
    body = sign_in(people.county).get(case.get_absolute_url()).content.decode()
    assert f'<a href="{other.get_absolute_url()}">该企业的「乙」' in body
    assert "授权已被撤销" not in sign_in(people.clerk).get(case.get_absolute_url()).content.decode()
