"""Signing in: the password, the second factor, and that nobody opens an account alone."""

import pytest
from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.test import RequestFactory

from pinzibiao.accounts.models import User
from tests.cast import PASSWORD
from tests.ground.accounts.conftest import code_of

LOGIN = "/accounts/login/"


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("typed", ["t-lp-jb", "T-LP-JB", " T-lp-jb "])
def test_the_name_in_any_case(type_in, county_officer, typed):
    client, response = type_in(typed)
    assert (response.status_code, response.url) == (302, "/")
    assert client.session["_auth_user_id"] == str(county_officer.pk)


def test_a_wrong_password_says_what_to_do(type_in, county_officer):
    client, response = type_in("t-lp-jb", "wrong")
    assert not signed_in(client)
    assert "账号或密码不正确，请核对后重新输入。连续输错 5 次将锁定 15 分钟。" in response.content.decode()


def test_an_unknown_name_is_told_the_same(type_in, county_officer):
    _, wrong = type_in("t-lp-jb", "wrong")
    _, unknown = type_in("t-nobody", "wrong")
    same = "账号或密码不正确，请核对后重新输入。"
    assert same in wrong.content.decode()
    assert same in unknown.content.decode()


def test_empty_fields_are_named(type_in):
    _, response = type_in("", "")
    page = response.content.decode()
    assert "请填写「账号」。" in page
    assert "请填写「密码」。" in page


def test_a_closed_account_is_told_so_only_with_its_password(type_in, county_officer):
    User.objects.filter(pk=county_officer.pk).update(is_active=False)
    client, response = type_in("t-lp-jb", PASSWORD)
    assert response.url == "/accounts/inactive/"
    assert "该账号已停用，不能登录" in client.get(response.url).content.decode()
    assert not signed_in(client)
    _, response = type_in("t-lp-jb", "wrong")
    assert "停用" not in response.content.decode()


def test_the_page_asked_for_is_kept(type_in, administrator):
    _, response = type_in("t-admin", PASSWORD, next="/accounts/users/?kind=county")
    assert response.url == "/accounts/users/?kind=county"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(type_in, administrator, elsewhere):
    _, response = type_in("t-admin", PASSWORD, next=elsewhere)
    assert response.url == "/"


def test_closing_the_browser_signs_out(type_in, county_officer):
    client, _ = type_in("t-lp-jb")
    assert client.cookies["sessionid"]["max-age"] == ""
    assert client.cookies["sessionid"]["httponly"]


def test_leaving_is_a_post(sign_in, county_officer):
    client = sign_in(county_officer)
    assert "退出平台？" in client.get("/accounts/logout/").content.decode()
    assert signed_in(client)
    assert client.post("/accounts/logout/").url == LOGIN
    assert not signed_in(client)


def test_sign_up_is_closed(stage):
    request = RequestFactory().get("/")
    assert get_adapter(request).is_open_for_signup(request) is False


# The second factor


def test_a_person_sets_up_the_second_factor_and_signs_in_with_it(type_in, set_up_totp, county_officer):
    secret = set_up_totp(county_officer)
    client, response = type_in("t-lp-jb")
    assert response.url == "/accounts/second-factor/code/"
    assert not signed_in(client)
    assert client.get("/accounts/profile/").status_code == 302
    response = client.post(response.url, {"code": code_of(secret)})
    assert response.url == "/"
    assert signed_in(client)


def test_a_wrong_code_says_what_to_do(type_in, set_up_totp, county_officer):
    secret = set_up_totp(county_officer)
    client, response = type_in("t-lp-jb")
    wrong = "000000" if code_of(secret) != "000000" else "000001"
    page = client.post(response.url, {"code": wrong}).content.decode()
    assert "动态码不正确" in page
    assert not signed_in(client)


def test_guessing_codes_ends_soon(type_in, set_up_totp, county_officer):
    secret = set_up_totp(county_officer)
    client, response = type_in("t-lp-jb")
    wrong = "000000" if code_of(secret) != "000000" else "000001"
    for _ in range(5):
        client.post(response.url, {"code": wrong})
    page = client.post(response.url, {"code": code_of(secret)}).content.decode()
    assert "尝试次数过多" in page
    assert not signed_in(client)


def test_a_recovery_code_works_once(type_in, set_up_totp, county_officer):
    set_up_totp(county_officer)
    codes = Authenticator.objects.get(user=county_officer, type="recovery_codes").wrap().get_unused_codes()
    client, response = type_in("t-lp-jb")
    client.post(response.url, {"code": codes[0]})
    assert signed_in(client)
    client, response = type_in("t-lp-jb")
    client.post(response.url, {"code": codes[0]})
    assert not signed_in(client)


def test_the_secret_lies_encrypted(set_up_totp, county_officer):
    secret = set_up_totp(county_officer)
    kept = Authenticator.objects.get(user=county_officer, type="totp")
    assert secret not in str(kept.data)
    assert kept.wrap().validate_code(code_of(secret))


def test_the_picture_needs_no_style_and_no_other_host(sign_in, county_officer):
    page = sign_in(county_officer).get("/accounts/second-factor/activate/").content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    assert " style=" not in page


def test_switching_it_off_again(type_in, sign_in, set_up_totp, county_officer):
    set_up_totp(county_officer)
    assert sign_in(county_officer).post("/accounts/second-factor/deactivate/").url == "/accounts/second-factor/"
    assert not Authenticator.objects.filter(user=county_officer).exists()
    client, _ = type_in("t-lp-jb")
    assert signed_in(client)


def test_who_must_have_one_cannot_switch_it_off(sign_in, set_up_totp, county_officer, settings):
    set_up_totp(county_officer)
    settings.MFA_REQUIRED_ROLES = ["county"]
    page = sign_in(county_officer).post("/accounts/second-factor/deactivate/").content.decode()
    assert "您的岗位要求启用二次验证，不能停用" in page
    assert Authenticator.objects.filter(user=county_officer, type="totp").exists()


def test_recovery_codes_are_shown_downloaded_and_made_anew(sign_in, set_up_totp, county_officer):
    set_up_totp(county_officer)
    client = sign_in(county_officer)
    old = Authenticator.objects.get(user=county_officer, type="recovery_codes").wrap().get_unused_codes()
    assert all(code in client.get("/accounts/second-factor/recovery/").content.decode() for code in old)
    assert old[0] in client.get("/accounts/second-factor/recovery/download/").content.decode()
    client.post("/accounts/second-factor/recovery/new/")
    new = Authenticator.objects.get(user=county_officer, type="recovery_codes").wrap().get_unused_codes()
    assert len(new) == 10
    assert not set(old) & set(new)


def test_who_signed_in_long_ago_gives_the_password_again(sign_in, county_officer, time_machine_later):
    client = sign_in(county_officer)
    with time_machine_later(minutes=10):
        response = client.get("/accounts/second-factor/activate/")
        assert response.url == "/accounts/again/?next=%2Faccounts%2Fsecond-factor%2Factivate%2F"
        again = {"password": PASSWORD, "next": "/accounts/second-factor/activate/"}
        assert "密码不正确" in client.post("/accounts/again/", again | {"password": "x"}).content.decode()
        assert client.post("/accounts/again/", again).url == "/accounts/second-factor/activate/"
        assert client.get("/accounts/second-factor/activate/").status_code == 200


def test_guessing_at_the_second_door_ends_soon(sign_in, county_officer, time_machine_later):
    client = sign_in(county_officer)
    client.get("/accounts/profile/")
    with time_machine_later(minutes=10):
        for _ in range(5):
            response = client.post("/accounts/again/", {"password": "wrong", "next": "/"})
        assert response.status_code == 429
        assert "账号暂时锁定" in response.content.decode()
