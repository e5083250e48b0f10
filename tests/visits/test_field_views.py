"""What a phone asks and sends, over HTTP."""

import base64
import hashlib
import json
import uuid

import pytest
from django.urls import resolve, reverse
from django.utils import timezone

from enterprises.models import Contact
from pinzibiao.lib.passive import is_passive
from tests.factories.files import picture, upload
from tests.factories.visits import plan_visit, visit_at
from tests.visits.test_syncing import filled
from visits.models import HelpVisit, PhoneKey
from visits.sheet import fingerprint, sheet_of

DAY = reverse("visits:field_day")


@pytest.fixture
def case(enterprise, expert_user, county_officer):
    return plan_visit(enterprise, [expert_user.expert], county=county_officer)


def post(client, name: str, case, body: dict):
    return client.post(reverse(f"visits:{name}", args=[case.pk]), json.dumps(body), content_type="application/json")


def record_of(case, **words) -> dict:
    stored = HelpVisit.objects.get(pk=case.pk)
    return {
        "id": str(uuid.uuid4()),
        "sheet": filled(stored, **words),
        "base": fingerprint(sheet_of(stored)),
        "made_at": timezone.now().isoformat(),
    }


def photo_of(content: bytes) -> dict:
    return {
        "id": str(uuid.uuid4()),
        "sha256": hashlib.sha256(content).hexdigest(),
        "taken_at": timezone.now().isoformat(),
        "file": upload(content, "现场.jpg", "image/jpeg"),
    }


def test_the_day_holds_ones_own_open_visits_with_what_to_know(
    case, enterprise, other_enterprise, expert_user, second_expert_user, county_officer, clerk, sign_in
):
    earlier = visit_at(
        "confirmed", enterprise, second_expert_user, county=county_officer, member=clerk, titles=["上次的问题"],
        planned_on=timezone.localdate() - timezone.timedelta(days=30),
    )  # fmt: skip
    plan_visit(other_enterprise, [second_expert_user.expert], county=county_officer)
    Contact.objects.create(enterprise=enterprise, name="孙质量", post="经理", mobile="13800000000")
    answer = sign_in(expert_user).get(DAY)
    told = answer.json()
    assert (told["user"], told["name"]) == (expert_user.pk, "张专甲")
    assert base64.b64decode(told["key"]) == bytes(PhoneKey.objects.get().secret)
    (one,) = told["visits"]
    assert (one["pk"], one["status"], one["version"]) == (case.pk, "planned", fingerprint(sheet_of(case)))
    assert [row["title"] for row in one["earlier"]] == ["上次的问题"]
    assert one["last"] == {"planned_on": earlier.planned_on.isoformat(), "conclusion": earlier.conclusion}
    assert ["联系人", "孙质量 经理 13800000000"] in one["enterprise"]["lines"]
    assert "csrftoken" in answer.cookies


@pytest.mark.parametrize("count", [1, 3])
def test_the_day_asks_as_often_for_three_as_for_one(
    count, enterprise, expert_user, county_officer, sign_in, django_assert_num_queries
):
    for _ in range(count):
        plan_visit(enterprise, [expert_user.expert], county=county_officer)
    client = sign_in(expert_user)
    client.get(DAY)
    with django_assert_num_queries(16):
        client.get(DAY)


def test_each_person_has_a_key_of_ones_own_that_stays(expert_user, second_expert_user, sign_in):
    people = [expert_user, second_expert_user]
    first, again = ([sign_in(one).get(DAY).json()["key"] for one in people] for _ in range(2))
    assert (again, first[0] == first[1]) == (first, False)


def test_a_record_is_taken_and_its_repeat_gets_the_same_answer(case, expert_user, sign_in):
    client, body = sign_in(expert_user), record_of(case)
    answers = [post(client, "field_record", case, body) for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["version"] == fingerprint(body["sheet"])


def test_a_conflict_brings_what_the_other_wrote(case, expert_user, sign_in):
    client = sign_in(expert_user)
    first, second = record_of(case, conclusion="一"), record_of(case, conclusion="二")
    post(client, "field_record", case, first)
    answer = post(client, "field_record", case, second)
    assert (answer.status_code, answer.json()["is_conflict"]) == (409, True)
    assert answer.json()["sheet"]["conclusion"] == "一"


def test_a_photo_is_acknowledged_with_its_hash_and_the_set_is_settled(case, expert_user, sign_in):
    client = sign_in(expert_user)
    version = post(client, "field_record", case, record_of(case)).json()["version"]
    content = picture()
    url, said = reverse("visits:field_photo", args=[case.pk]), photo_of(content)
    answer = client.post(url, said)
    listed = [{"id": said["id"], "sha256": said["sha256"]}]
    assert answer.json() == listed[0]
    data = json.dumps({"version": version, "photos": listed, "hand_in": True})
    assert client.post(reverse("visits:field_settle", args=[case.pk]), {"data": data}).json() == {
        "is_whole": True,
        "missing": [],
        "version": version,
        "status": "to_confirm",
    }


def test_a_closed_record_is_told_so(case, expert_user, county_officer, sign_in):
    from visits import actions

    actions.take(case, "cancel", by=county_officer, comment="停产")
    answer = post(sign_in(expert_user), "field_record", case, record_of(case))
    assert (answer.status_code, answer.json()["is_closed"]) == (409, True)


def test_a_file_that_is_no_picture_is_refused_with_a_sentence(case, expert_user, sign_in):
    client = sign_in(expert_user)
    post(client, "field_record", case, record_of(case))
    answer = client.post(reverse("visits:field_photo", args=[case.pk]), photo_of(b"MZ" + b"0" * 100))
    assert answer.status_code == 422
    assert "Windows 程序" in answer.json()["error"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"id": "x"}',
        json.dumps({"id": str(uuid.uuid4()), "sheet": {"problems": []}, "made_at": "2026-03-01T09:00"}).encode(),
        json.dumps({"id": str(uuid.uuid4()), "sheet": {"problems": []}, "made_at": "2026-99-01T09:00Z"}).encode(),
    ],
)
def test_what_is_no_record_is_refused(body, case, expert_user, sign_in):
    url = reverse("visits:field_record", args=[case.pk])
    answer = sign_in(expert_user).post(url, body, content_type="application/json")
    assert (answer.status_code, "error" in answer.json()) == (422, True)


def test_what_a_phone_asks_by_itself_prolongs_no_session():
    assert is_passive(resolve(DAY).func)


def test_a_phone_that_is_signed_out_is_told_by_a_number(case, client):
    answer = client.get(DAY, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()) == (401, {"error": "登录已超时，请重新登录。"})
