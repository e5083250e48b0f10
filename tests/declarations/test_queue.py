"""The next case: the list from which an officer came stands in the address and leads on."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from declarations.states import DeclarationStatus as S
from declarations.views.trail import trail_of
from desks.worklists import worklist
from tests.factories.declarations import declaration_at, step
from tests.factories.enterprises import ProductFactory

pytestmark = pytest.mark.django_db
MINE = trail_of("turn=mine")


@pytest.fixture
def cases(enterprise, people):
    """Three that await the county, in the order of their deadlines, and one that does not."""
    found = [
        declaration_at(S.SUBMITTED, product=ProductFactory(enterprise=enterprise, name=f"件{n}"), people=people)
        for n in range(3)
    ]
    declaration_at(S.CORRECTION, product=ProductFactory(enterprise=enterprise, name="补正中"), people=people)
    return found[::-1]


def accept(client, case, trail=MINE):
    return client.post(reverse("declarations:move", args=[case.pk, "accept"]) + trail, {"comment": ""})


def next_url(client, case, trail=MINE) -> str:
    return client.get(case.get_absolute_url() + trail).context["next_url"]


def test_the_list_and_the_to_do_list_tell_the_case_from_where_it_was_opened(cases, people, sign_in):
    client = sign_in(people.county)
    body = client.get(reverse("declarations:list"), {"turn": "mine", "sort": "-number", "page": ""}).content.decode()
    assert f'href="{cases[0].get_absolute_url()}?list=turn%3Dmine%26sort%3D-number"' in body
    (pile,) = [one for one in worklist(people.county) if one.title == "自我声明"]
    assert {urlsplit(item.url).query for item in pile.items} == {"list=turn%3Dmine"}
    assert "?list=" not in sign_in(people.clerk).get(reverse("declarations:list")).content.decode()


def test_the_next_follows_the_order_of_the_list_and_after_the_last_comes_the_first(cases, people, sign_in):
    client = sign_in(people.county)
    assert [next_url(client, case) for case in cases] == [
        cases[1].get_absolute_url() + MINE, cases[2].get_absolute_url() + MINE, cases[0].get_absolute_url() + MINE,
    ]  # fmt: skip
    turned = trail_of("turn=mine&sort=number")
    assert next_url(client, cases[1], turned) == cases[0].get_absolute_url() + turned


def test_the_filters_of_the_list_hold(cases, people, sign_in):
    only = trail_of("q=件2")
    assert next_url(sign_in(people.county), cases[1], only) == cases[0].get_absolute_url() + only
    assert next_url(sign_in(people.county), cases[0], only) == ""


def test_an_address_that_no_list_understands_leads_through_the_usual_one(cases, people, sign_in):
    client = sign_in(people.county)
    for wrong in ("sort=nothing", "unknown=1", "status=nonsense", "%%%"):
        asked = trail_of(wrong)
        found = next_url(client, cases[0], asked)
        assert parse_qs(urlsplit(found).query).get("list", [wrong]) == [wrong]
    assert next_url(client, cases[0], trail_of("unknown=1")).startswith(cases[1].get_absolute_url())


def test_an_act_leads_to_the_next_case_of_the_list(cases, people, sign_in):
    client = sign_in(people.county)
    assert accept(client, cases[1]).url == cases[2].get_absolute_url() + MINE
    assert accept(client, cases[0], "").url == cases[0].get_absolute_url()


def test_after_the_last_one_stays_and_is_told_so(enterprise, people, sign_in):
    case = declaration_at(S.FORM_REVIEW, product=ProductFactory(enterprise=enterprise), people=people)
    client = sign_in(people.county)
    url = reverse("declarations:move", args=[case.pk, "decline"]) + MINE
    response = client.post(url, {"comment": "不属于受理范围"}, follow=True)
    assert response.redirect_chain[-1][0] == case.get_absolute_url()
    assert "已没有等您办理的下一件" in response.content.decode()


def test_the_next_is_never_one_of_another_place(cases, people, sign_in, other_enterprise):
    declaration_at(S.SUBMITTED, product=ProductFactory(enterprise=other_enterprise))
    for case in cases[1:]:
        step(case, "accept", people)
        step(case, "decline", people)
    assert next_url(sign_in(people.county), cases[0]) == ""


def test_every_button_of_the_page_carries_the_list_along(cases, people, sign_in):
    step(cases[0], "accept", people)
    body = sign_in(people.county).get(cases[0].get_absolute_url() + MINE).content.decode()
    assert f'href="{cases[0].get_absolute_url()}move/return_for_correction/{MINE}"' in body
    assert f"hand-over/{MINE}" in body
    assert "<kbd>n</kbd> 下一件" in body
