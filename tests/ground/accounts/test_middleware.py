"""How long a session lives, and what comes before any work."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from pinzibiao.accounts.models import User
from tests.cast import PASSWORD

PROFILE = "/accounts/profile/"
HOME_OF_IDLE = "/accounts/login/?why=idle&next=%2Faccounts%2Fprofile%2F"


@pytest.fixture
def clock():
    """A clock that stands still until ``clock.shift(minutes=…)``."""
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield type("Clock", (), {"shift": staticmethod(lambda **d: traveller.shift(timedelta(**d)))})


def test_thirty_minutes_untouched_end_a_session_and_say_why(sign_in, county_officer, clock):
    client = sign_in(county_officer)
    assert client.get(PROFILE).status_code == 200
    clock.shift(minutes=29)
    assert client.get(PROFILE).status_code == 200
    clock.shift(minutes=30)
    response = client.get(PROFILE)
    assert response.url == HOME_OF_IDLE
    assert "您较长时间没有操作" in client.get(response.url).content.decode()
    assert "_auth_user_id" not in client.session


def test_an_administrators_ends_after_fifteen(sign_in, administrator, clock):
    client = sign_in(administrator)
    client.get(PROFILE)
    clock.shift(minutes=14)
    assert client.get(PROFILE).status_code == 200
    clock.shift(minutes=15)
    assert client.get(PROFILE).url == HOME_OF_IDLE


def test_twelve_hours_end_a_session_however_busy(sign_in, county_officer, clock):
    client = sign_in(county_officer)
    client.get(PROFILE)
    for _ in range(35):
        clock.shift(minutes=20)
        assert client.get(PROFILE).status_code == 200
    clock.shift(minutes=20)
    response = client.get(PROFILE)
    assert response.url == "/accounts/login/?why=old&next=%2Faccounts%2Fprofile%2F"
    assert "您登录已满 12 小时" in client.get(response.url).content.decode()


def test_signing_in_again_leads_back(sign_in, type_in, county_officer, clock):
    client = sign_in(county_officer)
    client.get(PROFILE)
    clock.shift(minutes=31)
    url = client.get(PROFILE, {"a": "1"}).url
    assert url == "/accounts/login/?why=idle&next=%2Faccounts%2Fprofile%2F%3Fa%3D1"
    page = client.get(url).content.decode()
    assert '<input type="hidden" name="next" value="/accounts/profile/?a=1">' in page


def test_a_form_sent_too_late_leads_back_to_the_page_that_held_it(sign_in, county_officer, clock):
    client = sign_in(county_officer)
    client.get(PROFILE)
    clock.shift(minutes=31)
    here = client.post("/accounts/password/", headers={"Referer": "http://testserver/accounts/password/?x=1"})
    assert here.url == "/accounts/login/?why=idle&next=%2Faccounts%2Fpassword%2F%3Fx%3D1"
    client = sign_in(county_officer)
    client.get(PROFILE)
    clock.shift(minutes=31)
    assert client.post("/accounts/password/", headers={"Referer": "https://evil.example/"}).url.endswith("next=%2F")


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(sign_in, county_officer, clock):
    client = sign_in(county_officer)
    client.get(PROFILE)
    clock.shift(minutes=31)
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/accounts/profile/"}
    response = client.get("/jobs/", headers=headers)
    assert response.headers["HX-Redirect"] == HOME_OF_IDLE


def test_the_moment_is_written_at_most_once_a_minute(sign_in, county_officer, clock, django_assert_num_queries):
    client = sign_in(county_officer)
    client.get(PROFILE)
    before = client.session["pinzibiao_session"]["last"]
    clock.shift(seconds=59)
    client.get(PROFILE)
    assert client.session["pinzibiao_session"]["last"] == before
    clock.shift(seconds=1)
    client.get(PROFILE)
    assert client.session["pinzibiao_session"]["last"] == before + 60


def test_strangers_have_no_session(stage, client):
    assert client.get("/accounts/login/").status_code == 200
    assert "sessionid" not in client.cookies


# What comes first


def test_a_handed_out_password_is_changed_before_any_work(sign_in, county_officer):
    User.objects.filter(pk=county_officer.pk).update(must_change_password=True)
    client = sign_in(county_officer)
    assert client.get(PROFILE).url == "/accounts/password/"
    assert client.get("/").url == "/accounts/password/"
    assert "您正在使用他人交付的一次性密码" in client.get("/accounts/password/").content.decode()
    new = {"oldpassword": PASSWORD, "password1": "新的密码-Abc-99", "password2": "新的密码-Abc-99"}
    client.post("/accounts/password/", new)
    assert client.get(PROFILE).status_code == 200
    county_officer.refresh_from_db()
    assert not county_officer.must_change_password
    assert county_officer.check_password("新的密码-Abc-99")


def test_the_same_password_again_is_no_change(sign_in, county_officer):
    User.objects.filter(pk=county_officer.pk).update(must_change_password=True)
    client = sign_in(county_officer)
    same = {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}
    assert "新密码与当前密码相同，请换一个。" in client.post("/accounts/password/", same).content.decode()
    county_officer.refresh_from_db()
    assert county_officer.must_change_password


def test_they_may_also_leave(sign_in, county_officer):
    User.objects.filter(pk=county_officer.pk).update(must_change_password=True)
    assert sign_in(county_officer).post("/accounts/logout/").url == "/accounts/login/"


def test_a_demanded_second_factor_is_set_up_before_any_work(sign_in, set_up_totp, county_officer, settings):
    settings.MFA_REQUIRED_ROLES = ["county", "administrator"]
    client = sign_in(county_officer)
    assert client.get(PROFILE).url == "/accounts/second-factor/activate/"
    assert client.get("/accounts/second-factor/activate/").status_code == 200
    set_up_totp(county_officer)
    assert client.get(PROFILE).status_code == 200


def test_other_roles_are_not_asked(sign_in, clerk, settings):
    settings.MFA_REQUIRED_ROLES = ["county"]
    assert sign_in(clerk).get(PROFILE).status_code == 200


def test_the_password_comes_before_the_second_factor(sign_in, county_officer, settings):
    settings.MFA_REQUIRED_ROLES = ["county"]
    User.objects.filter(pk=county_officer.pk).update(must_change_password=True)
    assert sign_in(county_officer).get(PROFILE).url == "/accounts/password/"


# What a page asks by itself

SESSION, PROLONG = "/accounts/session/", "/accounts/session/prolong/"
AS_SCRIPT = {"Accept": "application/json"}


def test_what_a_page_asks_by_itself_prolongs_nothing(sign_in, county_officer, clock):
    client = sign_in(county_officer)
    client.get(PROFILE)
    for _ in range(5):
        clock.shift(minutes=5)
        assert client.get(SESSION, headers=AS_SCRIPT).status_code == 200
    assert client.get(SESSION, headers=AS_SCRIPT).json() == {"seconds": 300}
    clock.shift(minutes=5)
    assert client.get(SESSION, headers=AS_SCRIPT).status_code == 401


def test_the_person_prolongs_it(sign_in, county_officer, clock):
    client = sign_in(county_officer)
    client.get(PROFILE)
    clock.shift(minutes=28)
    assert client.post(PROLONG, headers=AS_SCRIPT).json() == {"seconds": 1800}
    clock.shift(minutes=28)
    assert client.get(PROFILE).status_code == 200


def test_nobody_prolongs_beyond_the_longest_day(sign_in, county_officer, clock):
    client = sign_in(county_officer)
    client.get(PROFILE)
    for _ in range(35):
        clock.shift(minutes=20)
        client.post(PROLONG)
    assert client.post(PROLONG, headers=AS_SCRIPT).json() == {"seconds": 1200}


def test_a_script_is_told_by_a_number_that_nobody_is_signed_in(client, db):
    answer = client.post(PROLONG, headers=AS_SCRIPT)
    assert (answer.status_code, answer.json()) == (401, {"error": "登录已超时，请重新登录。"})
    assert client.post(PROLONG).status_code == 302


def test_every_page_says_how_long_the_session_lives(sign_in, county_officer, administrator, clock):
    for who, seconds in ((county_officer, 1800), (administrator, 900)):
        assert f'data-seconds="{seconds}"' in sign_in(who).get(PROFILE).content.decode()
