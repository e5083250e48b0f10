"""Five wrong passwords lock one account for one address, for a quarter of an hour."""

import pytest
from django.test import Client

from pinzibiao.accounts.lockout import address_of

FROM_HERE = {"REMOTE_ADDR": "10.1.1.1"}


@pytest.fixture
def guess(type_in):
    """``guess(5)``: that many wrong passwords; returns the last answer."""

    def wrong(times: int, username: str = "t-lp-jb", **origin):
        client = Client(**(origin or FROM_HERE))
        for _ in range(times):
            _, response = type_in(username, "wrong", client)
        return response

    return wrong


def right(type_in, username="t-lp-jb", **origin):
    return type_in(username, client=Client(**(origin or FROM_HERE)))[1]


def test_four_do_not_lock(guess, type_in, county_officer):
    assert guess(4).status_code == 200
    assert right(type_in).status_code == 302


def test_the_fifth_locks_even_the_right_password_and_says_until_when(guess, type_in, county_officer):
    response = guess(5)
    assert response.status_code == 429
    page = response.content.decode()
    assert "账号暂时锁定" in page
    assert "届时自动解除" in page
    assert right(type_in).status_code == 429


def test_the_page_names_whom_to_call(guess, county_officer, settings):
    settings.SUPPORT_CONTACT = "省局平台运维 0571-00000000"
    page = guess(5).content.decode()
    assert "企业用户请联系属地市场监管局" in page
    assert "省局平台运维 0571-00000000" in page


def test_another_address_and_another_account_are_free(guess, type_in, county_officer, county_second):
    guess(5)
    assert right(type_in, REMOTE_ADDR="10.1.1.2").status_code == 302
    assert right(type_in, "t-lp-sh").status_code == 302


def test_other_spellings_of_the_name_count_together(guess, type_in, county_officer):
    for spelling in ("t-lp-jb", "T-LP-JB", " t-lp-jb", "T-lp-jb"):
        guess(1, spelling)
    assert guess(1).status_code == 429


def test_it_ends_after_a_quarter_of_an_hour(guess, type_in, county_officer, time_machine_later):
    guess(5)
    with time_machine_later(minutes=14):
        assert right(type_in).status_code == 429
    with time_machine_later(minutes=16):
        assert right(type_in).status_code == 302


def test_trying_on_does_not_make_it_longer(guess, type_in, county_officer, time_machine_later):
    guess(5)
    with time_machine_later(minutes=10):
        assert guess(3).status_code == 429
    with time_machine_later(minutes=16):
        assert right(type_in).status_code == 302


def test_a_success_forgets_the_failures(guess, type_in, county_officer):
    guess(4)
    right(type_in)
    assert guess(4).status_code == 200


def test_an_unknown_name_is_locked_alike(guess):
    assert guess(5, "t-nobody").status_code == 429


@pytest.mark.parametrize(
    ("proxies", "address"),
    [(0, "10.9.9.9"), (1, "203.0.113.7"), (2, "198.51.100.1")],
)
def test_the_address_behind_the_operators_proxies(rf, settings, proxies, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = rf.get("/", headers={"X-Forwarded-For": "198.51.100.1,203.0.113.7"}, REMOTE_ADDR="10.9.9.9")
    assert address_of(request) == address
