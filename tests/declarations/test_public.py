"""The public pages: found by everybody, and nothing personal on them."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from declarations.forms.public import SALT
from declarations.models import Objection
from declarations.selectors import open_notice_of
from declarations.states import DeclarationStatus as S
from enterprises import naming
from enterprises.models import Enterprise
from enterprises.models.searched import SEARCHED
from pinzibiao.casework.models import DatedSetting
from tests.factories.declarations import People, declaration_at, step
from tests.factories.enterprises import ProductFactory

pytestmark = pytest.mark.django_db
REGISTER_QUERIES = 3
SECRETS = (
    "钱联系",
    "13900001234",
    "孙质量",
    "企业签署",
    "企业经办",
    "县经办",
    "市经办",
    "评价专家1",
    "周异议",
    "13700000000",
)


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def anonymous() -> Client:
    return Client()


@pytest.fixture
def authorised(enterprise, people):
    return declaration_at(S.AUTHORISED, product=ProductFactory(enterprise=enterprise, name="输液器甲"), people=people)


@pytest.fixture
def in_notice(enterprise, people):
    return declaration_at(S.IN_NOTICE, product=ProductFactory(enterprise=enterprise, name="缝合线乙"), people=people)


def opened(seconds_ago: int = 60) -> str:
    with time_machine.travel(timezone.now() - timedelta(seconds=seconds_ago), tick=False):
        import time

        return signing.dumps(int(time.time()), salt=SALT)


def objection(**more) -> dict:
    fields = {"name": "周公众", "contact": "zhou@example.cn", "content": "该产品材质与标准不符。", "website": ""}
    return fields | {"opened": opened()} | more


def test_the_register_is_open_and_searchable(authorised, in_notice, anonymous):
    address = reverse("public:register")
    body = text(anonymous.get(address))
    assert ("输液器甲" in body, "缝合线乙" in body) == (True, False)
    for wanted in ("输液器", authorised.enterprise.uscc, authorised.authorisation.number, "试验医药"):
        assert "输液器甲" in text(anonymous.get(address, {"q": wanted})), wanted
    assert "没有符合条件的记录" in text(anonymous.get(address, {"q": "骨钉"}))


@pytest.mark.parametrize("asked", ["shiyanyiyao", "syyy", "试验旧名", "syjm", "输液器 试验旧名", "品字标制造声明"])
def test_the_register_is_searched_by_sound_and_former_name(asked, authorised, other_enterprise, people, anonymous):
    naming.set_former_names(authorised.enterprise, ["杭州试验旧名有限公司"])
    Enterprise.objects.bulk_update([authorised.enterprise], SEARCHED)
    other = ProductFactory(enterprise=other_enterprise, name="骨钉丙")
    declaration_at(S.AUTHORISED, product=other, people=People.of(other_enterprise))
    body = text(anonymous.get(reverse("public:register"), {"q": asked}))
    assert ("输液器甲" in body, "骨钉丙" in body) == (True, asked == "品字标制造声明")


def test_a_search_in_the_register_keeps_the_filters(authorised, anonymous):
    address = reverse("public:register")
    assert "输液器甲" in text(anonymous.get(address, {"q": "syyy", "region": "330113", "state": "in_force"}))
    assert "输液器甲" not in text(anonymous.get(address, {"q": "syyy", "state": "over"}))
    assert "关键词太短" in text(anonymous.get(address, {"q": "试"}))


def test_the_register_filters_by_place_and_standing(authorised, people, anonymous):
    address = reverse("public:register")
    assert "输液器甲" in text(anonymous.get(address, {"region": "330100", "state": "in_force"}))
    assert "输液器甲" not in text(anonymous.get(address, {"region": "331000"}))
    step(authorised, "suspend", people)
    assert "输液器甲" not in text(anonymous.get(address, {"state": "in_force"}))
    assert "输液器甲" in text(anonymous.get(address, {"state": "paused"}))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_register_costs_the_same_for_any_number_of_rows(rows, enterprise, people, anonymous):
    for _ in range(rows):
        declaration_at(S.AUTHORISED, product=ProductFactory(enterprise=enterprise), people=people)
    with CaptureQueriesContext(connection) as found:
        assert anonymous.get(reverse("public:register")).status_code == 200
    assert len(found) == REGISTER_QUERIES


def test_an_authorisation_is_verified_by_token_and_by_number(authorised, anonymous):
    row = authorised.authorisation
    for key in (row.token, row.number):
        body = text(anonymous.get(reverse("public:authorisation", args=[key])))
        assert all(word in body for word in (row.number, "有效", "穿刺力", row.standard_text, str(row.valid_to)))
    assert anonymous.get(reverse("public:authorisation", args=["nonsense"])).status_code == 404


def test_the_page_says_under_which_domain_it_stands(authorised, anonymous, settings):
    settings.SITE_URL = "https://pzb.example.gov.cn"
    assert "pzb.example.gov.cn" in text(anonymous.get(authorised.authorisation.get_absolute_url()))


def test_the_qr_code_leads_to_the_page_by_way_of_the_count(authorised, anonymous, settings, monkeypatch):
    import segno

    settings.SITE_URL = "https://pzb.example.gov.cn/"
    made = []
    real = segno.make
    monkeypatch.setattr(segno, "make", lambda content, **kwargs: made.append(content) or real(content, **kwargs))
    row = authorised.authorisation
    response = anonymous.get(reverse("public:qr", args=[row.token]))
    assert response["Content-Type"] == "image/svg+xml"
    assert made == [f"https://pzb.example.gov.cn/public/s/{row.token}/"]
    assert b"style=" not in response.content


def test_the_history_tells_reasons_and_no_names(authorised, people, anonymous):
    from declarations import actions

    actions.take(authorised, "revoke", by=people.province, comment="监督抽查不合格。")
    body = text(anonymous.get(authorised.authorisation.get_absolute_url()))
    assert ("已撤销" in body, "监督抽查不合格。" in body, "省经办" in body) == (True, True, False)


@pytest.mark.parametrize("status", [S.IN_NOTICE, S.OBJECTION, S.AUTHORISED, S.SUSPENDED])
def test_no_public_page_names_a_person(status, enterprise, people, anonymous):
    case = declaration_at(status, product=ProductFactory(enterprise=enterprise), people=people)
    pages = [reverse("public:register"), reverse("public:notice_list"), case.notices.get().get_absolute_url()]
    pages.append(reverse("public:objection", args=[case.notices.get().pk]))
    if hasattr(case, "authorisation"):
        pages.append(case.authorisation.get_absolute_url())
    for address in pages:
        response = anonymous.get(address)
        assert response.status_code == 200
        body = response.content.decode()
        assert [secret for secret in SECRETS if secret in body] == [], address


@pytest.mark.parametrize(
    "status", [status for status in S if status not in (S.AUTHORISED, S.SUSPENDED, S.REVOKED, S.CANCELLED, S.EXPIRED)]
)
def test_only_what_was_authorised_stands_in_the_register(status, enterprise, people, anonymous):
    declaration_at(status, product=ProductFactory(enterprise=enterprise, name="未授权产品"), people=people)
    assert "未授权产品" not in text(anonymous.get(reverse("public:register")))


def test_a_notice_shows_what_is_to_be_authorised(in_notice, anonymous):
    notice = open_notice_of(in_notice)
    body = text(anonymous.get(notice.get_absolute_url()))
    assert all(word in body for word in ("缝合线乙", "穿刺力", str(notice.closes_on), "提出异议"))


def test_an_objection_is_received_and_answers_with_a_number(in_notice, anonymous):
    notice = open_notice_of(in_notice)
    response = anonymous.post(reverse("public:objection", args=[notice.pk]), objection())
    row = Objection.objects.get()
    assert f"YY-{notice.pk}-{row.pk}" in text(response)
    assert (row.name, row.notice, len(row.address_hash)) == ("周公众", notice, 64)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"website": "http://spam"}, "请把这一栏留空"),
        ({"opened": "forged"}, "页面已过期"),
        ({"content": ""}, "请填写「异议内容」"),
        ({"content": "长" * 4001}, "最多 4000 字"),
    ],
)
def test_a_bad_objection_gets_a_sentence_and_keeps_what_was_typed(more, sentence, in_notice, anonymous):
    response = anonymous.post(reverse("public:objection", args=[open_notice_of(in_notice).pk]), objection(**more))
    assert (response.status_code, sentence in text(response)) == (422, True)
    assert "zhou@example.cn" in response.content.decode()
    assert Objection.objects.count() == 0


def test_a_machines_haste_is_refused(in_notice, anonymous):
    address = reverse("public:objection", args=[open_notice_of(in_notice).pk])
    response = anonymous.post(address, objection(opened=opened(seconds_ago=0)))
    assert "提交得太快了" in text(response)
    assert Objection.objects.count() == 0


def test_one_address_objects_only_so_often_a_day(in_notice, anonymous):
    DatedSetting.objects.create(key="declarations.objections_a_day", valid_from="2020-01-01", value=2)
    address = reverse("public:objection", args=[open_notice_of(in_notice).pk])
    answers = [anonymous.post(address, objection(content=f"理由{n}")).status_code for n in range(3)]
    assert (answers, Objection.objects.count()) == ([200, 200, 422], 2)
    assert anonymous.post(address, objection(), REMOTE_ADDR="10.9.8.7").status_code == 200


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [("a_notice", "这项公示提出的异议已达上限"), ("an_enterprise", "这家企业的公示提出的异议已达上限")],
)
def test_a_subject_is_objected_to_only_so_often_a_day(limit, sentence, in_notice, anonymous):
    DatedSetting.objects.create(key=f"declarations.objections_{limit}", valid_from="2020-01-01", value=2)
    address = reverse("public:objection", args=[open_notice_of(in_notice).pk])
    answers = [anonymous.post(address, objection(), REMOTE_ADDR=f"10.9.8.{n}") for n in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 422]
    assert sentence in text(answers[-1])
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        fresh = objection(opened=opened(seconds_ago=60))
        assert anonymous.post(address, fresh, REMOTE_ADDR="10.9.8.9").status_code == 200


def test_an_objection_sent_twice_is_one_with_one_receipt(in_notice, anonymous):
    address = reverse("public:objection", args=[open_notice_of(in_notice).pk])
    receipts = [anonymous.post(address, objection()).context["receipt"] for _ in range(2)]
    assert len(set(receipts)) == 1
    assert Objection.objects.count() == 1


def test_after_the_last_day_no_objection_is_taken(in_notice, anonymous):
    notice = open_notice_of(in_notice)
    after = timezone.now() + timedelta(days=(notice.closes_on - timezone.localdate()).days + 1)
    with time_machine.travel(after, tick=False):
        page = anonymous.get(reverse("public:objection", args=[notice.pk]))
        response = anonymous.post(reverse("public:objection", args=[notice.pk]), objection())
    assert "公示已经结束" in text(page)
    assert (response.status_code, Objection.objects.count()) == (422, 0)


def test_a_hostile_objection_is_harmless_to_the_officer(in_notice, people, anonymous, sign_in):
    address = reverse("public:objection", args=[open_notice_of(in_notice).pk])
    anonymous.post(address, objection(name="<script>alert(1)</script>"))
    body = sign_in(people.city).get(in_notice.get_absolute_url()).content.decode()
    assert ("<script>alert(1)" in body, "&lt;script&gt;alert(1)" in body) == (False, True)
