"""The administrator's pages, and everybody's own: who may open them, and what they do."""

import io
import re

import pytest
from axes.models import AccessLog
from python_calamine import CalamineWorkbook

from pinzibiao.accounts import matrix
from pinzibiao.accounts.models import Role, User
from pinzibiao.casework.actions import events_of
from tests.factories.accounts import UserFactory

NEW = {
    "username": "new-one",
    "name": "新人",
    "mobile": "",
    "email": "",
    "kind": "county",
    "region": "330113",
    "post": "handler",
}
OWN_PAGES = {
    "accounts:profile": "/accounts/profile/",
    "accounts:handover": "/accounts/handover/",
    "account_change_password": "/accounts/password/",
    "mfa_index": "/accounts/second-factor/",
    "mfa_activate_totp": "/accounts/second-factor/activate/",
}


def managed(user) -> dict[str, str]:
    return {
        "accounts:users": "/accounts/users/",
        "accounts:user": f"/accounts/users/{user.pk}/",
        "accounts:matrix": "/accounts/matrix/",
        "accounts:user_create": "/accounts/users/new/",
        "accounts:user_edit": f"/accounts/users/{user.pk}/edit/",
        "accounts:user_close": f"/accounts/users/{user.pk}/close/",
        "accounts:user_reopen": f"/accounts/users/{user.pk}/reopen/",
        "accounts:user_password": f"/accounts/users/{user.pk}/password/",
        "accounts:user_second_factor": f"/accounts/users/{user.pk}/second-factor/",
    }


def test_every_managing_page_opens_for_the_kinds_that_the_matrix_prints(everyone, sign_in, nobody):
    for view_name, url in managed(nobody).items():
        kinds = matrix.rule_of(view_name).kinds
        opened = {name for name, person in everyone.items() if sign_in(person).get(url).status_code == 200}
        assert opened == {name for name, person in everyone.items() if person.kind in kinds}, view_name


def test_whom_they_do_not_open_for_gets_no_row(everyone, sign_in, nobody):
    for url in managed(nobody).values():
        for name in ("county_officer", "province_leader", "clerk", "nobody"):
            assert sign_in(everyone[name]).get(url).status_code in {403, 404}


@pytest.mark.parametrize("act", ["close", "reopen", "password", "second-factor", "edit"])
def test_an_auditor_reads_and_changes_nothing(sign_in, auditor, county_officer, act):
    before = User.objects.values().get(pk=county_officer.pk)
    assert sign_in(auditor).post(f"/accounts/users/{county_officer.pk}/{act}/").status_code == 403
    assert User.objects.values().get(pk=county_officer.pk) == before
    assert not events_of(county_officer).exists()


def test_own_pages_open_for_everybody_signed_in(everyone, sign_in):
    for url in OWN_PAGES.values():
        for person in everyone.values():
            assert sign_in(person).get(url).status_code in {200, 410}
        assert sign_in(None).get(url).url == f"/accounts/login/?next={url}"


# The list


def test_the_list_filters_searches_and_exports_the_same_rows(
    administrator, sign_in, county_officer, zone_officer, clerk
):
    client = sign_in(administrator)

    def names(**query) -> set[str]:
        response = client.get("/accounts/users/", query | {"export": "csv"})
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        return {line.split(",")[1] for line in text.splitlines()[1:]}

    assert names() == {"t-admin", "t-lp-jb", "t-jx-jb", "t-qy-jb"}
    assert names(kind="county") == {"t-lp-jb", "t-jx-jb"}
    assert names(region="330400") == {"t-jx-jb"}
    assert names(region="330000") == {"t-lp-jb", "t-jx-jb"}
    assert names(q="钱企") == {"t-qy-jb"}
    assert names(is_active="false") == set()


def test_an_unknown_parameter_is_refused(administrator, sign_in):
    assert sign_in(administrator).get("/accounts/users/", {"admin": "1"}).status_code == 400


def test_the_workbook_has_the_columns_seen(administrator, sign_in):
    response = sign_in(administrator).get("/accounts/users/", {"export": "xlsx"})
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))
    head = book.get_sheet_by_index(0).to_python()[0]
    assert head == ["姓名", "账号", "角色", "区域", "岗位", "二次验证", "上次登录", "状态"]


def test_the_list_asks_as_often_for_three_as_for_one(administrator, sign_in, django_assert_num_queries):
    client = sign_in(administrator)
    client.get("/accounts/users/")
    UserFactory(role__kind="county", role__region_id="330113")
    with django_assert_num_queries(LIST_QUERIES):
        client.get("/accounts/users/", {"kind": "county"})
    UserFactory(role__kind="county", role__region_id="330113")
    UserFactory(role__kind="county", role__region_id="3304Z1")
    with django_assert_num_queries(LIST_QUERIES):
        client.get("/accounts/users/", {"kind": "county"})


LIST_QUERIES = 6


# Acts


def printed_password(page: str) -> str:
    return re.search(r"<code[^>]*>([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})</code>", page)[1]


def test_opening_an_account_hands_over_the_password_once(administrator, sign_in, type_in):
    client = sign_in(administrator)
    response = client.post("/accounts/users/new/", NEW)
    assert response.url == "/accounts/handover/"
    page = client.get(response.url).content.decode()
    password = printed_password(page)
    assert "new-one" in page
    again = client.get(response.url)
    assert again.status_code == 410
    assert password not in again.content.decode()
    newcomer, response = type_in("new-one", password)
    assert newcomer.get("/").url == "/accounts/password/"


def test_the_password_does_not_lie_in_the_session_as_it_is(administrator, sign_in):
    client = sign_in(administrator)
    client.post("/accounts/users/new/", NEW)
    kept = str(dict(client.session))
    page = client.get("/accounts/handover/").content.decode()
    assert printed_password(page) not in kept


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"username": "T-LP-JB"}, "账号不符合要求"),
        ({"username": "t-admin"}, "这个账号已有人使用，请换一个。"),
        ({"region": ""}, "监管人员必须选择区域，其他角色不选区域。"),
        ({"region": "330100"}, "区域与角色的层级不符"),
        ({"kind": "enterprise"}, "监管人员必须选择区域，其他角色不选区域。"),
        ({"kind": ""}, "请选择「角色」。"),
        ({"name": ""}, "请填写「姓名」。"),
        ({"name": "长" * 41}, "最多 40 字，现有 41 字"),
        ({"name": "张\x00三"}, "控制字符"),
        ({"email": "abc"}, "邮箱格式不对"),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_is_lost(administrator, sign_in, change, sentence):
    response = sign_in(administrator).post("/accounts/users/new/", NEW | change)
    assert response.status_code == 422
    page = response.content.decode()
    assert sentence in page
    assert ("新人" in page) == ("name" not in change)
    assert not User.objects.filter(username="new-one").exists()


@pytest.mark.parametrize("name", ["欧阳㐀𠮷", "<script>alert(1)</script>", "张三😀"])
def test_rare_characters_and_markup_come_back_as_typed(administrator, sign_in, name):
    client = sign_in(administrator)
    client.post("/accounts/users/new/", NEW | {"name": name})
    user = User.objects.get(username="new-one")
    assert user.name == name
    assert "<script>alert" not in client.get(user.get_absolute_url()).content.decode()


def test_changing_a_person_and_the_role(administrator, sign_in, county_officer):
    client = sign_in(administrator)
    url = f"/accounts/users/{county_officer.pk}/edit/"
    version = re.search(r'name="version" value="([^"]+)"', client.get(url).content.decode())[1]
    change = {
        "name": "林新名",
        "mobile": "13900000000",
        "email": "",
        "kind": "city",
        "region": "330100",
        "post": "leader",
    }
    assert client.post(url, change | {"version": version}).url == county_officer.get_absolute_url()
    user = User.objects.get(pk=county_officer.pk)
    assert (user.name, user.mobile, str(user.role)) == ("林新名", "13900000000", "杭州市 · 市级监管（领导）")
    assert set(events_of(user).values_list("action", flat=True)) == {"change_account", "grant_role"}


def test_two_administrators_at_once_the_second_sees_both(administrator, sign_in, county_officer):
    client = sign_in(administrator)
    url = f"/accounts/users/{county_officer.pk}/edit/"
    version = re.search(r'name="version" value="([^"]+)"', client.get(url).content.decode())[1]
    change = {"name": "先到", "mobile": "", "email": "", "kind": "county", "region": "330113", "post": "handler"}
    client.post(url, change | {"version": version})
    response = client.post(url, change | {"name": "后到", "version": version})
    assert response.status_code == 409
    page = response.content.decode()
    assert "先到" in page
    assert "后到" in page
    assert User.objects.get(pk=county_officer.pk).name == "先到"


def test_closing_asks_first_and_a_refusal_is_told(administrator, sign_in, county_officer):
    client = sign_in(administrator)
    url = f"/accounts/users/{county_officer.pk}/close/"
    assert "停用 林县经（t-lp-jb）的账号？" in client.get(url).content.decode()
    assert User.objects.get(pk=county_officer.pk).is_active
    client.post(url)
    assert not User.objects.get(pk=county_officer.pk).is_active
    own = client.post(f"/accounts/users/{administrator.pk}/close/", follow=True).content.decode()
    assert "不能停用或调整自己的账号" in own
    assert User.objects.get(pk=administrator.pk).is_active


def test_acts_ask_for_the_password_again_after_a_while(administrator, sign_in, county_officer, time_machine_later):
    client = sign_in(administrator)
    client.get("/accounts/profile/")
    with time_machine_later(minutes=6):
        assert client.get("/accounts/users/").status_code == 200
        response = client.post(f"/accounts/users/{county_officer.pk}/close/")
    assert response.url.startswith("/accounts/again/?next=")
    assert User.objects.get(pk=county_officer.pk).is_active


def test_resetting_the_second_factor(administrator, sign_in, set_up_totp, county_officer):
    set_up_totp(county_officer)
    client = sign_in(administrator)
    assert "重置二次验证" in client.get(county_officer.get_absolute_url()).content.decode()
    client.post(f"/accounts/users/{county_officer.pk}/second-factor/")
    assert "重置二次验证</a>" not in client.get(county_officer.get_absolute_url()).content.decode()


# Everybody's own


def test_my_account_shows_my_sign_ins_and_nobody_elses(type_in, county_officer, county_second):
    client, _ = type_in("t-lp-jb")
    type_in("t-lp-sh", REMOTE_ADDR="10.0.0.9")
    AccessLog.objects.filter(username="t-lp-sh").update(ip_address="10.9.8.7")
    page = client.get("/accounts/profile/").content.decode()
    assert "登录成功" in page
    assert "临平区" in page
    assert "10.9.8.7" not in page


def test_the_matrix_prints_every_role_and_procedure(administrator, sign_in):
    page = sign_in(administrator).get("/accounts/matrix/").content.decode()
    for kind, label in Role.Kind.choices:
        assert label in page, kind
    for block in matrix.procedures():
        assert f"<caption>{block.title}</caption>" in page
