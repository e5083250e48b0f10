"""One rule, one test: what is missing is named in its section, and nothing else is."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from declarations import completeness
from declarations.models import CorrectionItem
from tests.factories.declarations import DraftFactory

pytestmark = pytest.mark.django_db
Section = CorrectionItem.Section


@pytest.fixture
def draft():
    return DraftFactory()


def found(case) -> list[tuple[str, str]]:
    return [(str(one.section), one.sentence) for one in completeness.missing(case)]


def test_a_complete_draft_lacks_nothing(draft):
    assert found(draft) == []


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("plant_address", "", ("enterprise", "请填写生产地址。")),
        ("scale", "", ("enterprise", "请填写规模。")),
        ("quality_officer", "", ("officer", "请填写首席质量官。")),
        ("officer_appointed_on", None, ("officer", "请填写首席质量官的任命日期。")),
        ("officer_trained_on", date(2024, 1, 1), ("officer", "填写了培训日期，请同时填写培训证书编号。")),
        ("officer_certificate_no", "CQO-1", ("officer", "填写了培训证书编号，请同时填写培训日期。")),
        ("standard", None, ("product", "请选择声明的标准。")),
        ("standard_public_on", None, ("product", "请填写标准公开日期。")),
        ("design_text", " ", ("essence", "请填写「精心设计」的自评分和说明。")),
        ("service_score", None, ("essence", "请填写「精诚服务」的自评分和说明。")),
        ("contact_mobile", "", ("enterprise", "请填写联系人和联系电话。")),
        ("standard_public_on", date(2999, 1, 1), ("product", "「标准公开日期」不能晚于今天，请核对。")),
        ("contact_mobile", "123", ("enterprise", "请填写 11 位手机号，或带区号的座机号，例如 0571-88888888。")),
        ("promises_credit", False, ("promises", "尚未勾选「信用承诺」。")),
    ],
)
def test_a_missing_field_is_named(draft, field, value, expected):
    setattr(draft, field, value)
    assert found(draft) == [expected]


def test_a_withdrawn_standard_is_refused(draft):
    draft.standard.withdrawn_on = date(2026, 1, 1)
    assert found(draft) == [("product", f"标准 {draft.standard.number} 已废止，请改用现行标准。")]


def test_a_medical_device_needs_its_licence(draft):
    draft.product.device_class = "2"
    assert found(draft) == [("product", "该产品是医疗器械，请先在企业档案的产品中填写注册（备案）号。")]


def test_one_indicator_at_least(draft):
    draft.indicators.all().delete()
    assert found(draft) == [("indicators", "请至少填写一项关键指标。")]


def test_one_report_at_least(draft):
    draft.test_reports.all().delete()
    assert found(draft) == [("reports", "请至少填写一份 12 个月内的检测报告。")]


def test_a_report_of_exactly_twelve_months_still_counts(draft):
    limit = completeness.months_before(timezone.localdate(), 12)
    draft.test_reports.update(reported_on=limit)
    assert found(draft) == []
    draft.test_reports.update(reported_on=limit - timedelta(days=1))
    assert [section for section, _ in found(draft)] == ["reports"]


def test_a_report_of_tomorrow_is_refused(draft):
    draft.test_reports.update(reported_on=timezone.localdate() + timedelta(days=1))
    assert [section for section, _ in found(draft)] == ["reports"]


@pytest.mark.parametrize(
    ("kind", "word"), [("licence", "营业执照"), ("report", "检测报告"), ("seal", "签字盖章扫描件")]
)
def test_each_required_paper(draft, kind, word):
    draft.attachments.filter(kind=kind).update(is_removed=True)
    assert found(draft) == [("attachments", f"请上传{word}。")]


def test_months_before_the_end_of_a_longer_month():
    assert completeness.months_before(date(2028, 2, 29), 12) == date(2027, 2, 28)
    assert completeness.months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert completeness.months_before(date(2026, 1, 15), 1) == date(2025, 12, 15)


def test_a_standard_that_is_not_published_cannot_be_declared(draft):
    draft.standard.published_on = None
    assert [one.sentence for one in completeness.standard_is_in_force(draft)] == [
        f"标准 {draft.standard.number} 尚未发布，不能声明。请改用已发布的标准，或待其发布后再提交。"
    ]


@pytest.mark.parametrize(("days", "is_refused"), [(-1, True), (0, False), (None, False)])
def test_an_expired_licence_is_refused(draft, days, is_refused):
    product = draft.product
    product.device_class, product.licence_no = "ii", "浙械注准20242140001"
    product.licence_valid_to = None if days is None else timezone.localdate() + timedelta(days=days)
    assert any("到期" in one.sentence for one in completeness.device_has_licence(draft)) == is_refused


def test_a_report_does_not_age_while_the_office_holds_the_case(draft):
    limit = completeness.months_before(timezone.localdate(), 12)
    draft.test_reports.update(reported_on=limit - timedelta(days=20))
    assert len(list(completeness.has_recent_report(draft))) == 1
    draft.submitted_on = timezone.localdate() - timedelta(days=30)
    assert list(completeness.has_recent_report(draft)) == []


def test_what_the_form_would_refuse_of_a_measured_value_is_refused_before_signing(draft):
    draft.indicators.update(direction="higher", limit=20, unit="kPa", measured="很高")
    rows = draft.indicators.count()
    assert [section for section, _ in found(draft)] == ["indicators"] * rows
    draft.indicators.update(measured="25")
    assert found(draft) == []


def test_every_rule_tells_people_what_it_asks():
    rules = [check for checks in completeness.RULES.values() for check in checks]
    assert [check.__name__ for check in rules if not (check.words and check.example)] == []
