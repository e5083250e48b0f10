"""The form review's checklist: what is asked, how it is marked, what it keeps from passing."""

from datetime import timedelta

import pytest
from django.urls import reverse

from declarations import actions, checklist
from declarations.models import ChecklistItem, ChecklistMark
from declarations.states import DeclarationStatus as S
from enterprises.models import SubBrand
from pinzibiao.casework.refusals import NotReady, WrongStatus
from tests.factories.declarations import declaration_at, step
from tests.factories.enterprises import ProductFactory

pytestmark = pytest.mark.django_db
Verdict = ChecklistMark.Verdict


@pytest.fixture
def case(enterprise, people):
    return declaration_at(S.FORM_REVIEW, product=ProductFactory(enterprise=enterprise), people=people)


def mark_url(case, item) -> str:
    return reverse("declarations:mark", args=[case.pk, item.pk])


def test_what_is_asked_is_of_the_sub_brand_and_of_the_day_of_submission(case):
    asked = list(checklist.items_of(case))
    assert {item.sub_brand for item in asked} == {"", SubBrand.MADE}
    day = case.submitted_on
    new = ChecklistItem.objects.create(section="product", text="新要求", valid_from=day + timedelta(days=1))
    asked[0].valid_from, asked[0].valid_to = day - timedelta(days=9), day - timedelta(days=1)
    asked[0].save()
    found = list(checklist.items_of(case))
    assert (new in found, asked[0] in found, len(found)) == (False, False, len(asked) - 1)


def test_a_case_passes_when_every_item_is_marked_and_none_is_wanting(case, people):
    first, *rest = checklist.items_of(case)
    with pytest.raises(NotReady, match=f"还有 {len(rest) + 1} 项没有核对"):
        actions.take(case, "pass_form_review", by=people.county_second)
    checklist.mark(case, first, Verdict.UNMET, "执照已过期", by=people.county)
    assert checklist.mark_rest_met(case, by=people.county) == len(rest)
    with pytest.raises(NotReady, match="核对为不符合：" + first.text):
        actions.take(case, "pass_form_review", by=people.county_second)
    checklist.mark(case, first, Verdict.NOT_APPLICABLE, "", by=people.county_second)
    actions.take(case, "pass_form_review", by=people.county_second)
    assert case.status == S.ASSIGNMENT
    with pytest.raises(WrongStatus):
        checklist.mark(case, first, Verdict.MET, "", by=people.county)


def test_what_is_wanting_says_where(case, people):
    item = checklist.items_of(case).first()
    with pytest.raises(NotReady, match="请写明哪里不符合"):
        checklist.mark(case, item, Verdict.UNMET, "", by=people.county)
    assert case.marks.count() == 0


def test_a_new_round_begins_without_marks_and_shows_the_one_before(case, people):
    item = checklist.items_of(case).get(section="essence")
    checklist.mark(case, item, Verdict.UNMET, "说明太空", by=people.county)
    step(case, "return_for_correction", people)
    step(case, "resubmit", people)
    line = next(one for one in checklist.lines_of(case) if one.item == item)
    assert (line.mark, line.before.note) == (None, "说明太空")


def test_a_mark_is_saved_at_once_with_who_and_when_and_opens_the_act(case, people, sign_in):
    client = sign_in(people.county)
    item = checklist.items_of(case).first()
    response = client.post(mark_url(case, item), {"verdict": "met", "note": ""}, headers={"HX-Request": "true"})
    row = case.marks.get()
    assert (row.verdict, row.by, row.round) == ("met", people.county, 1)
    body = response.content.decode()
    assert (f'id="check-{item.pk}"' in body, 'hx-swap-oob="true"' in body, people.county.name in body) == (True,) * 3
    assert "<html" not in body


def test_without_javascript_the_page_comes_anew_and_says_what_is_missing(case, people, sign_in):
    client = sign_in(people.county)
    item = checklist.items_of(case).first()
    response = client.post(mark_url(case, item), {"verdict": "unmet", "note": ""}, follow=True)
    assert "请写明哪里不符合" in response.content.decode()
    assert case.marks.count() == 0
    response = client.post(mark_url(case, item), {"verdict": "unmet", "note": "执照模糊"}, follow=True)
    assert "执照模糊" in response.content.decode()


def test_what_could_not_be_kept_is_shown_again(case, people, sign_in):
    item = checklist.items_of(case).first()
    sent = {"verdict": "", "note": "已核对原件"}
    body = sign_in(people.county).post(mark_url(case, item), sent, headers={"HX-Request": "true"}).content.decode()
    assert ("已核对原件" in body, "请先选择符合、不符合或不适用" in body) == (True, True)


def test_the_return_form_begins_with_what_is_wanting(case, people, sign_in):
    item = checklist.items_of(case).get(section="essence")
    checklist.mark(case, item, Verdict.UNMET, "精心设计没有写依据", by=people.county)
    enterprise = checklist.items_of(case).filter(section="enterprise").first()
    checklist.mark(case, enterprise, Verdict.UNMET, "执照地址已变更", by=people.county)
    response = sign_in(people.county).get(reverse("declarations:move", args=[case.pk, "return_for_correction"]))
    form = response.context["form"]
    begun = [form[name].value() for name in ("tick_essence", "reason_essence", "tick_enterprise", "reason_enterprise")]
    assert begun == [True, "精心设计没有写依据", True, "执照地址已变更"]


def test_marks_are_between_the_offices(case, people, sign_in):
    item = checklist.items_of(case).first()
    checklist.mark(case, item, Verdict.UNMET, "内部核对意见", by=people.county)
    seen = {
        who: "内部核对意见" in sign_in(getattr(people, who)).get(case.get_absolute_url()).content.decode()
        for who in ("county", "city", "province", "clerk", "signatory")
    }
    assert seen == {"county": True, "city": True, "province": True, "clerk": False, "signatory": False}


def test_a_used_item_can_only_be_ended(case, people, sign_in):
    item = checklist.items_of(case).first()
    checklist.mark(case, item, Verdict.MET, "", by=people.county)
    client = sign_in(people.province)
    url = reverse("declarations:checklist_edit", args=[item.pk])
    version = client.get(url).context["version"]
    sent = {"version": version, "position": 1, "section": "reports", "text": "改写", "valid_to": "2030-01-01"}
    assert client.post(url, sent).status_code == 302
    words = item.text
    item.refresh_from_db()
    assert (item.text, item.section, str(item.valid_to)) == (words, "enterprise", "2030-01-01")
    assert "停用日期：— → 2030-01-01" in client.get(reverse("declarations:checklist")).content.decode()


def test_the_province_adds_an_item(people, sign_in):
    client = sign_in(people.province)
    sent = {"position": 20, "section": "reports", "text": "报告有防伪码", "valid_from": "2026-01-01"}
    client.post(reverse("declarations:checklist_create"), sent)
    body = client.get(reverse("declarations:checklist")).content.decode()
    assert (ChecklistItem.objects.filter(text="报告有防伪码").count(), "添加核对项" in body) == (1, True)
