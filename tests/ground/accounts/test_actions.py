"""Opening, changing and closing accounts: each with its event."""

import pytest
from allauth.mfa.models import Authenticator

from pinzibiao.accounts import actions
from pinzibiao.accounts.models import Role, User
from pinzibiao.casework.actions import events_of
from pinzibiao.casework.refusals import Refused
from pinzibiao.regions.models import Region


def trail(user) -> list[tuple]:
    return list(events_of(user).values_list("action", "by_name"))


@pytest.fixture
def linping(stage) -> Region:
    return Region.objects.get(pk="330113")


def test_an_account_is_opened_with_a_password_to_hand_over(administrator, linping):
    user, password = actions.open_account("NewOne", "新人", "county", region=linping, post="handler", by=administrator)
    user = User.objects.get(username="newone")
    assert user.check_password(password)
    assert user.must_change_password
    assert str(user.role) == "临平区 · 县级监管（经办）"
    assert trail(user) == [("open_account", "管理员")]
    assert password not in str(list(events_of(user).values()))


def test_a_county_opens_for_its_enterprises_only(county_officer, linping):
    user, _ = actions.open_account("ent", "企业人", "enterprise", by=county_officer)
    assert user.kind == "enterprise"
    for kind, region in (("county", linping), ("administrator", None), ("auditor", None), ("expert", None)):
        with pytest.raises(Refused, match="账号由系统管理员开设"):
            actions.open_account("another", "某人", kind, region=region, by=county_officer)
    assert not User.objects.filter(username="another").exists()


def test_who_may_open_accounts_of_enterprises(everyone):
    may = set()
    for name, person in everyone.items():
        try:
            actions.open_account(f"x-{name.replace('_', '-')}", "某人", "enterprise", by=person)
        except Refused:
            continue
        may.add(name)
    assert may == {
        "administrator", "county_officer", "county_second", "county_leader", "xianju_officer", "xianju_second",
        "zone_officer", "clerk", "signatory", "other_clerk", "other_signatory",
    }  # fmt: skip


def test_a_name_that_is_taken_is_refused(administrator, county_officer):
    with pytest.raises(Refused, match="账号 t-lp-jb 已有人使用"):
        actions.open_account("T-LP-JB", "别人", "enterprise", by=administrator)


def test_a_new_role_leaves_the_old_one_in_the_trail(administrator, county_officer, linping):
    actions.grant_role(county_officer, "county", region=linping, post="reviewer", by=administrator)
    event = events_of(county_officer).get()
    assert event.data == {"from": "临平区 · 县级监管（经办）", "to": "临平区 · 县级监管（审核）"}
    assert Role.objects.get(user=county_officer).post == "reviewer"


def test_the_same_role_again_leaves_no_trace(administrator, county_officer, linping):
    actions.grant_role(county_officer, "county", region=linping, post="handler", by=administrator)
    assert trail(county_officer) == []


def test_somebody_without_a_role_gets_the_first(administrator, nobody):
    actions.grant_role(nobody, "auditor", by=administrator)
    assert User.objects.get(pk=nobody.pk).kind == "auditor"


def test_nobody_else_gives_roles(county_officer, nobody, linping):
    with pytest.raises(Refused):
        actions.grant_role(nobody, "county", region=linping, by=county_officer)


def test_closing_and_opening_again(administrator, county_officer):
    actions.close_account(county_officer, by=administrator, comment="调离")
    assert not User.objects.get(pk=county_officer.pk).is_active
    actions.reopen_account(county_officer, by=administrator)
    assert User.objects.get(pk=county_officer.pk).is_active
    assert [action for action, _ in trail(county_officer)] == ["close_account", "reopen_account"]


def test_nobody_closes_their_own(administrator):
    with pytest.raises(Refused, match="不能停用或调整自己的账号"):
        actions.close_account(administrator, by=administrator)


def test_the_last_administrator_stays(administrator, county_officer):
    with pytest.raises(Refused, match="这是最后一个在用的系统管理员账号"):
        actions.close_account(administrator, by=None)
    with pytest.raises(Refused, match="这是最后一个在用的系统管理员账号"):
        actions.grant_role(administrator, "auditor", by=None)
    second, _ = actions.open_account("second", "乙", "administrator", by=None)
    actions.close_account(administrator, by=second)
    assert not User.objects.get(pk=administrator.pk).is_active


def test_a_new_password_ends_every_session(administrator, county_officer, sign_in):
    client = sign_in(county_officer)
    assert client.get("/accounts/profile/").status_code == 200
    password = actions.reset_password(county_officer, by=administrator)
    assert client.get("/accounts/profile/").status_code == 302
    user = User.objects.get(pk=county_officer.pk)
    assert user.check_password(password)
    assert user.must_change_password
    assert trail(user) == [("reset_password", "管理员")]


def test_a_lost_telephone(administrator, county_officer, county_second, set_up_totp):
    set_up_totp(county_officer)
    set_up_totp(county_second)
    actions.reset_second_factor(county_officer, by=administrator)
    assert not Authenticator.objects.filter(user=county_officer).exists()
    assert Authenticator.objects.filter(user=county_second, type="totp").exists()
    assert trail(county_officer) == [("reset_second_factor", "管理员")]


def test_a_refusal_leaves_nothing(administrator, county_officer):
    before = User.objects.get(pk=county_officer.pk)
    with pytest.raises(Refused):
        actions.change_account(
            county_officer,
            by=county_officer,
            name="改名",
            mobile="",
            email="",
            kind="administrator",
            region=None,
            post="",
        )
    assert User.objects.get(pk=county_officer.pk).name == before.name
    assert trail(county_officer) == []


MANAGING = [actions.close_account, actions.reopen_account, actions.reset_password, actions.reset_second_factor]


@pytest.mark.parametrize("act", MANAGING, ids=lambda act: act.__name__)
def test_counties_and_enterprises_manage_accounts_of_enterprises_only(act, everyone):
    def managers_of(user) -> set[str]:
        return {name for name, person in everyone.items() if person != user and not refused(act, user, person)}

    kinds = {"county", "enterprise", "administrator"}
    of_enterprises = {name for name, person in everyone.items() if person.kind in kinds} - {"other_signatory"}
    assert managers_of(everyone["other_signatory"]) == of_enterprises
    assert managers_of(everyone["zone_officer"]) == {"administrator"}


def refused(act, user, by) -> str:
    """The sentence with which ``by`` is refused; empty when the act is taken."""
    try:
        act(user, by=by)
    except Refused as refusal:
        return str(refusal)
    return ""


def test_the_refusal_says_whom_to_ask(county_officer, county_second):
    assert refused(actions.close_account, county_second, county_officer) == (
        "林县审的账号由系统管理员管理，请联系系统管理员。"
    )
