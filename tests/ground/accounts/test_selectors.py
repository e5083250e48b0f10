"""Who sees people, and the sign-in history."""

import pytest

from pinzibiao.accounts.selectors import device_of, has_second_factor, sign_ins, users_seen_by


def test_administrators_and_auditors_see_people_and_nobody_else_does(everyone):
    seen = {name: users_seen_by(person).count() for name, person in everyone.items()}
    assert {name: count for name, count in seen.items() if count} == {
        "administrator": len(everyone),
        "auditor": len(everyone),
    }


def test_the_history_holds_successes_and_failures_newest_first(type_in, county_officer, county_second):
    type_in("t-lp-jb", "wrong")
    type_in("T-LP-JB")
    type_in("t-lp-sh", "wrong")
    found = sign_ins(county_officer)
    assert [line.outcome for line in found] == ["登录成功", "密码错误"]
    assert {line.address for line in found} == {"127.0.0.1"}


def test_the_history_is_bounded(type_in, county_officer):
    for _ in range(4):
        type_in("t-lp-jb")
    assert len(sign_ins(county_officer, limit=3)) == 3


def test_second_factor(set_up_totp, county_officer, county_second):
    set_up_totp(county_officer)
    assert has_second_factor(county_officer)
    assert not has_second_factor(county_second)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36", "Chrome 120 · Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120.0.0.0 Safari/537.36 Edg/120.0.1", "Edge 120 · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari 604 · iPhone"),
        ("Mozilla/5.0 (Linux; Android 13) Chrome/99.0 Mobile MicroMessenger/8.0", "微信 8 · 安卓"),
        ("curl/8.0", "其他设备"),
        ("", "其他设备"),
    ],
)
def test_a_device_in_words(agent, words):
    assert device_of(agent) == words
