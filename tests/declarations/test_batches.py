"""Many public notices at once: all or none, each obstacle named beforehand, the list for everybody."""

import io
import uuid

import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from declarations.batches import open_batch
from declarations.models import Declaration, NoticeBatch, PublicNotice
from declarations.states import DeclarationStatus as S
from declarations.tasks import write_batch
from pinzibiao.casework.refusals import Refused, WrongStatus
from pinzibiao.jobs.models import Job
from tests.factories.declarations import People, declaration_at, step
from tests.factories.enterprises import ProductFactory

from .test_race import at_once

pytestmark = pytest.mark.django_db
URL = "/declarations/batch/"


@pytest.fixture
def cases(enterprise, people) -> list[Declaration]:
    return [ready(enterprise, people, name) for name in ("甲泵", "乙泵")]


def ready(enterprise, people, name) -> Declaration:
    return declaration_at(S.TO_NOTICE, product=ProductFactory(enterprise=enterprise, name=name), people=people)


def statuses() -> list[str]:
    return list(Declaration.objects.order_by("pk").values_list("status", flat=True))


def shown(response) -> str:
    return response.content.decode()


def test_each_case_gets_its_notice_and_the_list_its_number(cases, people):
    batch = open_batch(cases, by=people.city)
    year = batch.opens_on.year
    assert (batch.number, batch.office) == (f"杭州市品字标公示〔{year}〕1号", "杭州市市场监督管理局")
    notices = PublicNotice.objects.filter(batch=batch)
    assert {row.declaration_id for row in notices} == {case.pk for case in cases}
    assert {row.closes_on for row in notices} == {batch.closes_on}
    assert statuses() == [S.IN_NOTICE, S.IN_NOTICE]


def test_one_that_cannot_move_keeps_all_where_they_are(cases, people):
    step(cases[1], "open_notice", people)
    with pytest.raises(WrongStatus):
        open_batch(cases, by=people.city)
    assert (statuses(), NoticeBatch.objects.count()) == ([S.TO_NOTICE, S.IN_NOTICE], 0)


def test_the_form_sent_twice_makes_one_list(cases, people):
    key = uuid.uuid4()
    assert open_batch(cases, by=people.city, key=key) == open_batch(cases, by=people.city, key=key)
    assert NoticeBatch.objects.count() == 1


def test_two_at_once_do_not_double(committed_db):
    case = declaration_at(S.TO_NOTICE)
    people = People.of(case.enterprise)
    rows = [case, ready(case.enterprise, people, "乙泵")]
    answers = at_once(lambda: open_batch(rows, by=people.city), lambda: open_batch(rows, by=people.province))
    assert sorted(type(one) is NoticeBatch for one in answers) == [False, True]
    assert [isinstance(one, Refused) for one in answers if type(one) is not NoticeBatch] == [True]
    assert (NoticeBatch.objects.count(), PublicNotice.objects.count()) == (1, 2)


def test_a_list_is_ticked_confirmed_and_published(cases, people, sign_in):
    client = sign_in(people.city)
    assert ("甲泵" in shown(client.get(URL)), "乙泵" in shown(client.get(URL))) == (True, True)
    ticked = {"cases": [case.pk for case in cases]}
    asked = client.post(URL, ticked)
    assert ("共 2 件" in shown(asked), statuses()) == (True, [S.TO_NOTICE, S.TO_NOTICE])
    done = client.post(URL, ticked | {"confirm": "1", "key": str(asked.context["key"])})
    assert done.headers["Location"] == NoticeBatch.objects.get().get_absolute_url()
    assert statuses() == [S.IN_NOTICE, S.IN_NOTICE]


def test_all_of_a_filter_are_chosen_at_once(cases, people, sign_in):
    asked = sign_in(people.city).post(f"{URL}?q=甲泵", {"all": "1"})
    assert [case.product.name for case in asked.context["cases"]] == ["甲泵"]


def test_every_obstacle_is_named_and_the_rest_goes_on(cases, people, sign_in):
    cases[0].indicators.update(measured="请联系 13912345678")
    client = sign_in(people.city)
    body = shown(client.post(URL, {"cases": [case.pk for case in cases]}))
    assert "共 2 件，其中 1 件不能公示" in body
    assert "公开内容含有手机号（139****5678）" in body
    assert "将发布下列 1 件" in body
    blocked = client.post(URL, {"cases": [case.pk for case in cases], "confirm": "1"})
    assert ("没有发布任何一件" in shown(blocked), statuses()) == (True, [S.TO_NOTICE, S.TO_NOTICE])


def test_what_a_colleague_published_meanwhile_is_named(cases, people, sign_in):
    step(cases[0], "open_notice", people)
    body = shown(sign_in(people.city).post(URL, {"cases": [case.pk for case in cases]}))
    assert "当前状态为「公示中」，可能已由同事发布" in body


def test_another_city_finds_and_publishes_nothing_of_it(cases, taizhou_city, county_officer, sign_in):
    client = sign_in(taizhou_city)
    assert "甲泵" not in shown(client.get(URL))
    client.post(URL, {"cases": [case.pk for case in cases], "confirm": "1"})
    assert statuses() == [S.TO_NOTICE, S.TO_NOTICE]
    assert sign_in(county_officer).get(URL).status_code == 403


def test_nothing_chosen_is_told(cases, people, sign_in):
    response = sign_in(people.city).post(URL, follow=True)
    assert "请勾选要公示的申报" in shown(response)


def test_however_many_the_confirming_page_asks_the_same(cases, enterprise, people, sign_in):
    client, counts = sign_in(people.city), []
    client.post(URL, {"cases": [cases[0].pk]})
    for chosen in (cases[:1], [*cases, ready(enterprise, people, "丙泵")]):
        with CaptureQueriesContext(connection) as asked:
            client.post(URL, {"cases": [case.pk for case in chosen]})
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_everybody_reads_the_list_and_takes_it_along(cases, people):
    batch = open_batch(cases, by=people.city)
    page = reverse("public:batch", args=[batch.pk])
    assert "正在生成" in shown(Client().get(page))
    write_batch(Job.objects.get(kind="declarations.write_batch"), lambda *told: None)
    body = shown(Client().get(page))
    assert (batch.number in body, "甲泵" in body, people.city.name in body) == (True, True, False)
    batch.refresh_from_db()
    texts = []
    for kind, file in (("pdf", batch.pdf), ("word", batch.word)):
        url = reverse("files:serve", args=[f"declarations.batch_{kind}", batch.pk, file.name])
        texts.append(b"".join(Client().get(url).streaming_content))
    words = "".join("".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(texts[0])).pages).split())
    assert ("甲泵" in words, "乙泵" in words, batch.number in words) == (True, True, True)
    assert texts[1].startswith(b"PK")
    notice = PublicNotice.objects.filter(batch=batch).first()
    assert batch.number in shown(Client().get(notice.get_absolute_url()))
