"""The one view for every transition, shown on an enterprise's request for an account."""

import re
import uuid

import pytest

from enterprises.models import AccountRequest
from pinzibiao.casework.actions import events_of
from tests.cast import XIANJU
from tests.ground.casework.conftest import make_case

pytestmark = pytest.mark.django_db
SEEING = {"county_officer", "county_second", "county_leader"}


def url(case, action="refuse") -> str:
    return f"/enterprises/account-requests/{case.pk}/move/{action}/"


def status_of(case) -> str:
    return AccountRequest.objects.get(pk=case.pk).status


def sent(**more) -> dict:
    return {"comment": "证照不符", "key": str(uuid.uuid4()), "expected": 0} | more


def test_it_asks_for_the_opinion_and_writes_nothing(case, sign_in, county_officer):
    page = sign_in(county_officer).get(url(case)).content.decode()
    assert "不予开户" in page
    assert re.search(r'name="key" value="[0-9a-f-]{36}"', page)
    assert 'name="expected" value="0"' in page
    assert status_of(case) == "pending"


def test_it_takes_the_act_and_leads_back(case, sign_in, county_officer):
    response = sign_in(county_officer).post(url(case), sent())
    assert response.url == case.get_absolute_url()
    assert status_of(case) == "refused"
    assert events_of(case).get(action="refuse").comment == "证照不符"


def test_whom_it_opens_for(case, sign_in, everyone):
    answers = {name: sign_in(person).get(url(case)).status_code for name, person in everyone.items()}
    assert {name for name, code in answers.items() if code == 200} == SEEING
    assert set(answers.values()) == {200, 403, 404}


def test_another_countys_case_does_not_exist(case, sign_in, xianju_officer, county_officer):
    theirs = make_case(county_id=XIANJU)
    assert sign_in(xianju_officer).post(url(case), sent()).status_code == 404
    assert sign_in(county_officer).post(url(theirs), sent()).status_code == 404
    assert (status_of(case), status_of(theirs)) == ("pending", "pending")


@pytest.mark.parametrize("comment", ["证照不符", ""])
def test_the_right_file_at_the_wrong_desk_is_refused_even_with_a_bad_form(case, sign_in, auditor, comment):
    response = sign_in(auditor).post(url(case), sent(comment=comment))
    assert response.status_code == 403
    assert "由县级办理，您不在该岗位" in response.content.decode()
    assert status_of(case) == "pending"


def test_an_unknown_act_does_not_exist(case, sign_in, county_officer):
    assert sign_in(county_officer).get(url(case, "abolish")).status_code == 404


def test_a_missing_opinion_is_asked_for(case, sign_in, county_officer):
    response = sign_in(county_officer).post(url(case), sent(comment=""))
    assert response.status_code == 422
    assert "请填写「意见」。" in response.content.decode()


def test_too_long_an_opinion_says_how_much_and_keeps_what_was_typed(case, sign_in, county_officer):
    response = sign_in(county_officer).post(url(case), sent(comment="长" * 10_000))
    page = response.content.decode()
    assert response.status_code == 422
    assert "最多 2000 字，现有 10000 字" in page
    assert "长" * 10_000 in page


def test_two_officers_one_wins_and_the_other_reads_why(case, sign_in, county_officer, county_second):
    first, second = sign_in(county_officer), sign_in(county_second)
    assert first.post(url(case), sent()).status_code == 302
    late = second.post(url(case), sent())
    assert late.status_code == 409
    assert re.search("林县经 已于 .+ 办理「不予开户」，当前状态为「不予开户」", late.content.decode())
    assert events_of(case).filter(action="refuse").count() == 1


def test_a_double_click_makes_one_act_and_looks_like_success(case, sign_in, county_officer):
    client, form = sign_in(county_officer), sent()
    assert [client.post(url(case), form).status_code for _ in range(2)] == [302, 302]
    assert events_of(case).filter(action="refuse").count() == 1


def test_what_is_typed_is_shown_as_text(case, sign_in, county_officer):
    client = sign_in(county_officer)
    client.post(url(case), sent(comment="<script>alert(1)</script>"))
    page = client.get(case.get_absolute_url()).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
