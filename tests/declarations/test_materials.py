"""The materials as data: which rule holds, that a case keeps its day's, who keeps them, what the enterprise sees."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from declarations.completeness import missing
from declarations.materials import required_of, rules_of
from declarations.models import MaterialRule
from declarations.states import DeclarationStatus as S
from enterprises.models import SubBrand
from tests.declarations.test_views import page, text
from tests.factories.declarations import DraftFactory, declaration_at
from tests.factories.enterprises import ProductFactory

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)


@pytest.fixture
def draft(enterprise, people):
    product = ProductFactory(enterprise=enterprise, category="医疗器械")
    return DraftFactory(product=product, prepared_by=people.clerk)


def ruled(kind: str, **fields) -> MaterialRule:
    return MaterialRule.objects.create(kind=kind, **({"valid_from": timezone.localdate()} | fields))


def kinds(case) -> list[str]:
    return [rule.kind for rule in required_of(case)]


def test_the_portal_begins_with_three_papers_for_all(draft):
    assert kinds(draft) == ["licence", "report", "seal"]


def test_a_rule_is_of_its_sub_brand_and_its_category(draft):
    ruled("standard", sub_brand=SubBrand.FARM)
    ruled("other", category="家具")
    assert kinds(draft) == ["licence", "report", "seal"]
    ruled("system", sub_brand=SubBrand.MADE, category="医疗器械", note="YY/T 0287 证书")
    assert kinds(draft) == ["licence", "report", "seal", "system"]
    assert [one.sentence for one in missing(draft)] == ["请上传体系证书（YY/T 0287 证书）。"]


def test_the_category_goes_before_the_sub_brand_and_that_before_the_general(draft):
    ruled("licence", sub_brand=SubBrand.MADE, is_required=False)
    assert kinds(draft) == ["report", "seal"]
    ruled("licence", category="医疗器械")
    assert kinds(draft) == ["licence", "report", "seal"]


def test_a_case_keeps_the_rules_of_its_day_of_submission(enterprise, people):
    case = declaration_at(S.CORRECTION, product=ProductFactory(enterprise=enterprise), people=people)
    MaterialRule.objects.filter(kind="seal").update(valid_to=case.submitted_on)
    ruled("system", valid_from=case.submitted_on + ONE_DAY)
    assert kinds(case) == ["licence", "report", "seal"]
    case.submitted_on += ONE_DAY
    assert kinds(case) == ["licence", "report", "system"]


def test_the_enterprise_sees_what_is_in_what_is_missing_and_the_note(draft, people, sign_in):
    ruled("system", note="覆盖所声明的产品")
    draft.attachments.filter(kind="seal").update(is_removed=True)
    body = text(page(sign_in(people.clerk), "attachments", draft.pk))
    assert "营业执照 （必备） 已上传 1 个" in body
    assert "签字盖章扫描件 （必备） 还缺" in body
    assert "体系证书 （必备） 还缺 覆盖所声明的产品" in body
    assert "标准文本 未上传，可不传" in body


def test_the_province_adds_changes_and_ends_with_history(draft, people, sign_in):
    client, today = sign_in(people.province), timezone.localdate()
    sent = {"kind": "system", "is_required": "on", "category": " 医疗器械 ", "valid_from": today + ONE_DAY}
    assert client.post(reverse("declarations:materials_create"), sent).status_code == 302
    rule = MaterialRule.objects.get(kind="system")
    assert (rule.category, rules_of(draft).get("system")) == ("医疗器械", None)
    url = reverse("declarations:materials_edit", args=[rule.pk])
    changed = sent | {"is_required": "", "version": client.get(url).context["version"]}
    assert client.post(url, changed).status_code == 302
    body = client.get(reverse("declarations:materials")).content.decode()
    assert ("添加材料要求" in body, "必备：是 → 否" in body) == (True, True)


def test_a_rule_that_has_begun_can_only_be_ended_and_not_before_today(people, sign_in):
    client, today = sign_in(people.province), timezone.localdate()
    rule = MaterialRule.objects.get(kind="seal")
    url = reverse("declarations:materials_edit", args=[rule.pk])
    sent = {"kind": "other", "note": "改写", "version": client.get(url).context["version"]}
    late = client.post(url, sent | {"valid_to": today - ONE_DAY})
    assert (late.status_code, f"最早为 {today}" in text(late)) == (422, True)
    assert client.post(url, sent | {"valid_to": today}).status_code == 302
    rule.refresh_from_db()
    assert (rule.kind, rule.note, rule.is_required, rule.valid_to) == ("seal", "", True, today)


def test_a_rule_does_not_begin_before_tomorrow_nor_beside_another(people, sign_in):
    client, today = sign_in(people.province), timezone.localdate()
    address = reverse("declarations:materials_create")
    early = client.post(address, {"kind": "system", "valid_from": today})
    assert f"最早为 {today + ONE_DAY}" in text(early)
    double = client.post(address, {"kind": "seal", "valid_from": today + ONE_DAY})
    assert "请先给它填停用日期" in text(double)
    assert MaterialRule.objects.count() == 3
