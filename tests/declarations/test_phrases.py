"""The reasons that an office keeps: who sees them, and what becomes of them in a return."""

import pytest
from django.urls import reverse

from declarations.models import ReasonPhrase
from declarations.states import DeclarationStatus as S
from pinzibiao.casework.actions import events_of
from tests.declarations.test_views import answers, page, text
from tests.factories.declarations import declaration_at
from tests.factories.enterprises import ProductFactory

pytestmark = pytest.mark.django_db
LIST = "declarations:phrases"


@pytest.fixture
def case(enterprise, people):
    return declaration_at(S.FORM_REVIEW, product=ProductFactory(enterprise=enterprise), people=people)


def phrase_of(officer, text="电话打不通", section="enterprise", **fields) -> ReasonPhrase:
    return ReasonPhrase.objects.create(region=officer.region, section=section, text=text, **fields)


def test_an_officer_keeps_a_phrase_and_the_trail_tells(people, sign_in):
    client = sign_in(people.county)
    address = reverse("declarations:phrase_create")
    sent = {"section": "enterprise", "text": "电话打不通，请核对"}
    assert client.post(address, sent).status_code == 302
    kept = ReasonPhrase.objects.get()
    assert (kept.region, kept.text) == (people.county.region, "电话打不通，请核对")
    assert list(events_of(kept).values_list("label", "by_name")) == [("添加补正常用语", "县经办")]
    again = client.post(address, sent)
    assert (again.status_code, "本单位在这一部分已有同样的常用语" in text(again)) == (422, True)
    assert ReasonPhrase.objects.count() == 1


def test_an_office_sees_its_own_phrases_only(people, xianju_officer, sign_in):
    phrase_of(people.county, "临平的常用语")
    theirs = phrase_of(xianju_officer, "仙居的常用语")
    client = sign_in(people.county)
    body = text(client.get(reverse(LIST)))
    assert ("临平的常用语" in body, "仙居的常用语" in body) == (True, False)
    assert "临平的常用语" not in text(sign_in(people.city).get(reverse(LIST)))
    assert client.get(reverse("declarations:phrase_edit", args=[theirs.pk])).status_code == 404


def test_only_the_phrases_of_the_county_in_use_are_offered(case, people, xianju_officer, sign_in):
    phrase_of(people.county, "在用的")
    phrase_of(people.county, "停用的", is_ended=True)
    phrase_of(xianju_officer, "别处的")
    form = page(sign_in(people.county), "move", case.pk, "return_for_correction").context["form"]
    assert [value for value, _ in form.fields["phrase_enterprise"].choices] == ["", "在用的"]
    assert "phrase_essence" not in form.fields


def test_a_chosen_phrase_fills_an_empty_reason_and_is_counted(case, people, sign_in):
    chosen, other = phrase_of(people.county), phrase_of(people.county, "未用到的")
    sent = {"tick_enterprise__contact_mobile": "on", "phrase_enterprise": chosen.text, "comment": "请补正"}
    assert answers(sign_in(people.county), case, "return_for_correction", **sent).status_code == 302
    assert list(case.correction_items.values_list("field", "reason")) == [("contact_mobile", "电话打不通")]
    for one in (chosen, other):
        one.refresh_from_db()
    assert (chosen.uses, other.uses) == (1, 0)


def test_an_ended_phrase_can_be_changed_by_its_office(people, sign_in):
    kept = phrase_of(people.county)
    address = reverse("declarations:phrase_edit", args=[kept.pk])
    client = sign_in(people.county)
    version = client.get(address).context["version"]
    sent = {"version": version, "section": "enterprise", "text": kept.text, "is_ended": "on"}
    assert client.post(address, sent).status_code == 302
    kept.refresh_from_db()
    assert kept.is_ended is True
