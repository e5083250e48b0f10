"""The check on site: its record, its autosave, its photos, and who may read them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from declarations import actions
from declarations.site_checks import lacking, open_check
from declarations.states import DeclarationStatus as S
from pinzibiao.casework.refusals import NotReady
from pinzibiao.files.access import url as file_url
from tests.factories.declarations import declaration_at, step, write_site_check
from tests.factories.enterprises import ProductFactory
from tests.factories.files import StoredFileFactory, picture, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(enterprise, people):
    return declaration_at(S.SITE_CHECK, product=ProductFactory(enterprise=enterprise), people=people)


def page(case) -> str:
    return reverse("declarations:site_check", args=[case.pk])


def typed(client, case, field, value, before="", version="") -> tuple[int, dict]:
    values = {"field": field, "value": value, "before": before, "version": version}
    response = client.post(reverse("declarations:site_autosave", args=[case.pk]), values)
    return response.status_code, response.json()


def test_entering_the_check_opens_a_record_with_its_points(case):
    check = open_check(case)
    assert (check.round, check.findings.count()) == (1, 8)
    assert len(lacking(case)) == 3 + 8


@pytest.mark.parametrize("action", ["site_pass", "site_rectify", "site_fail"])
def test_nothing_is_concluded_without_the_record(case, action):
    leader = case.evaluations.get(is_leader=True).expert.user
    with pytest.raises(NotReady, match="请在现场核查记录中填写「核查日期」"):
        actions.take(case, action, by=leader, comment="结论。")
    write_site_check(case)
    open_check(case).findings.filter(position=3).update(verdict="")
    with pytest.raises(NotReady, match="关键原材料和零部件有进厂检验记录"):
        actions.take(case, action, by=leader, comment="结论。")


def test_what_is_not_met_does_not_pass(case, people):
    open_check(case).findings.filter(position=2).update(verdict="unmet")
    with pytest.raises(NotReady, match="不符合，请要求整改或核查不通过"):
        step(case, "site_pass", people)
    step(case, "site_rectify", people)
    assert case.status == S.RECTIFICATION


def test_each_round_has_its_own_record(case, people):
    step(case, "site_rectify", people)
    assert open_check(case) is None
    step(case, "submit_rectification", people)
    assert open_check(case).round == 2
    step(case, "site_pass", people)
    rows = case.site_checks.values_list("round", "concluded_by")
    leader = case.evaluations.get(is_leader=True).expert.user.pk
    assert list(rows) == [(1, leader), (2, leader)]


def test_the_record_is_written_on_the_page_with_photos(case, people, sign_in):
    client = sign_in(people.experts[1].user)
    shown = client.get(page(case))
    assert "近一年成品检验合格，不合格品处置有记录" in shown.content.decode()
    values = {
        "version": shown.context["version"],
        "checked_on": timezone.localdate().isoformat(),
        "people_present": "厂长 何工",
        "verdict_1": "met",
        "note_1": "地址一致",
        "conclusion": "一致",
        "photos_files": upload(picture(), "照片.jpg", "image/jpeg"),
    }
    assert client.post(page(case), values).status_code == 302
    check = open_check(case)
    first = check.findings.first()
    assert (check.people_present, first.verdict, first.note, check.photos.count()) == (
        "厂长 何工",
        "met",
        "地址一致",
        1,
    )
    tomorrow = timezone.localdate() + timedelta(days=1)
    version = client.get(page(case)).context["version"]
    late = client.post(page(case), values | {"version": version, "checked_on": tomorrow.isoformat()})
    assert late.status_code == 422


def test_each_field_is_saved_as_it_is_typed(case, people, sign_in):
    client = sign_in(people.experts[0].user)
    assert typed(client, case, "note_2", "标准在用")[0] == 200
    code, answer = typed(client, case, "verdict_2", "met")
    assert (code, len(answer["missing"])) == (200, 3 + 7)
    row = open_check(case).findings.get(position=2)
    assert (row.verdict, row.note) == ("met", "标准在用")
    colleague = sign_in(people.experts[1].user)
    assert typed(colleague, case, "note_2", "我的", before="")[1]["theirs"] == "标准在用"
    assert typed(colleague, case, "checked_on", "2999-01-01")[0] == 422
    step(case, "site_rectify", people)
    assert typed(client, case, "note_2", "太晚了", before="标准在用")[0] == 403
    assert case.site_checks.get().findings.get(position=2).note == "标准在用"


def test_a_photo_is_the_enterprises_to_see_once_the_check_is_concluded(case, people, third_expert_user, sign_in):
    photo = open_check(case).photos.create(file=StoredFileFactory())
    url = file_url("declarations.site_photo", photo.pk, photo.file.name)

    def answers(*persons):
        found = [sign_in(one).get(url) for one in persons]
        for response in found:
            b"".join(response.streaming_content if response.streaming else [])
        return [response.status_code for response in found]

    assert answers(people.county, people.experts[0].user, people.clerk, third_expert_user) == [200, 200, 404, 404]
    step(case, "site_rectify", people)
    assert answers(people.clerk, third_expert_user) == [200, 404]


def test_the_case_shows_the_record_to_the_enterprise_once_concluded(case, people, sign_in):
    write_site_check(case)
    assert "厂长 何工" in sign_in(people.county).get(case.get_absolute_url()).content.decode()
    assert "厂长 何工" not in sign_in(people.clerk).get(case.get_absolute_url()).content.decode()
    step(case, "site_rectify", people)
    assert "厂长 何工" in sign_in(people.clerk).get(case.get_absolute_url()).content.decode()
