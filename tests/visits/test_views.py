"""The pages of the visits: the plan, the record on a phone, what the enterprise says, the list."""

import io
import json
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from cultivation.models import Problem
from experts.models import Expert
from pinzibiao.casework.actions import events_of
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.visits import full_record, plan_visit, visit_at
from visits import actions
from visits.models import HelpVisit
from visits.states import VisitStatus

LIST = reverse("visits:list")


@pytest.fixture
def visit(enterprise, expert_user, county_officer, clerk):
    def at(status, *titles, **more):
        return visit_at(status, enterprise, expert_user, county=county_officer, member=clerk, titles=titles, **more)

    return at


def plan_data(**changes) -> dict:
    day = timezone.localdate() + timedelta(days=3)
    return {
        "enterprise": "91330113MA2ABC125G",
        "experts": ["张专甲（浙江省医疗器械检验研究院）", ""],
        "planned_on": day.isoformat(),
        "mode": "on_site",
        "purpose": "诊断出厂检验能力",
        "client_id": str(uuid.uuid4()),
    } | changes


def local(moment) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def record_data(page, *titles: str, **changes) -> dict:
    """What a phone sends: everything filled in, with a problem for each of ``titles``."""
    start = timezone.now() - timedelta(hours=3)
    data = {
        "version": page.context["version"],
        "starts_at": local(start),
        "ends_at": local(start + timedelta(hours=2)),
        "mode": "on_site",
        "enterprise_people": "钱企经（质量部经理）",
        "conclusion": "需补充可靠性试验。",
        "score_technology": "4",
        "finding_technology": "设备齐全。",
        "problems-TOTAL_FORMS": str(len(titles)),
        "problems-INITIAL_FORMS": "0",
        "photos": "[]",
    }
    for number, title in enumerate(titles):
        data |= {
            f"problems-{number}-client_id": str(uuid.uuid4()),
            f"problems-{number}-title": title,
            f"problems-{number}-dimension": "technology",
            f"problems-{number}-severity": "high",
            f"problems-{number}-due_on": (timezone.localdate() + timedelta(days=30)).isoformat(),
        }
    return data | changes


def picture(name="现场.jpg") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (uuid.uuid4().int % 255, 90, 120)).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def stage(client, uploaded) -> dict:
    response = client.post(reverse("files:stage"), {"file": uploaded, "size": uploaded.size, "groups": "image"})
    assert response.status_code == 201, response.content
    return {name: response.json()[name] for name in ("id", "size", "sha256", "name")}


# The plan


def test_the_county_plans_a_visit(enterprise, expert_user, second_expert_user, county_officer, sign_in):
    client = sign_in(county_officer)
    data = plan_data(experts=["张专甲", "张专乙（浙江省医疗器械检验研究院）", "张专甲"])
    response = client.post(reverse("visits:create"), data)
    visit = HelpVisit.objects.get()
    assert response.url == visit.get_absolute_url()
    assert (visit.enterprise, visit.created_by, visit.status) == (enterprise, county_officer, VisitStatus.OFFERED)
    assert set(visit.experts.all()) == {expert_user.expert, second_expert_user.expert}
    again = client.post(reverse("visits:create"), data)
    assert again.url == response.url
    assert HelpVisit.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"experts": ["", ""]}, {"experts": ["请至少填写一位专家。"]}),
        (
            {"experts": ["查无此人"]},
            {"experts": ["没有找到可派出的专家「查无此人」。请核对姓名，或从提示中选择在库且在聘期内的专家。"]},
        ),
        (
            {"planned_on": "2020-01-01"},
            {"planned_on": ["计划日期不能早于今天。补记已经发生的帮扶，请先填今天，再由专家在记录中填实际时间。"]},
        ),
        (
            {"enterprise": "仙居外县器械有限公司"},
            {"enterprise": ["在您的范围内没有找到这家企业。请核对名称，或填写 18 位统一社会信用代码。"]},
        ),
        ({"purpose": "长" * 201}, {"purpose": ["最多 200 字，现有 201 字，请删减 1 字。"]}),
    ],
)
def test_a_wrong_plan_is_told_and_nothing_is_lost(
    changes, errors, enterprise, other_enterprise, expert_user, county_officer, sign_in
):
    response = sign_in(county_officer).post(reverse("visits:create"), plan_data(**changes))
    assert response.status_code == 422
    form = response.context["form"]
    assert form.errors == errors
    assert form["enterprise"].value() == changes.get("enterprise", "91330113MA2ABC125G")
    assert HelpVisit.objects.count() == 0


def test_an_expert_out_of_term_is_not_sent(enterprise, expert_user, county_officer, sign_in):
    today = timezone.localdate()
    Expert.objects.update(term_from=today - timedelta(days=9), term_to=today - timedelta(days=1))
    response = sign_in(county_officer).post(reverse("visits:create"), plan_data())
    assert response.status_code == 422


def test_the_plan_is_changed_before_the_visit(visit, county_officer, sign_in):
    case = visit(VisitStatus.PLANNED)
    client = sign_in(county_officer)
    url = reverse("visits:edit", args=[case.pk])
    page = client.get(url)
    assert {"experts", "planned_on"} & set(page.context["form"].fields) == set()
    data = {"version": page.context["version"], "mode": "on_site", "purpose": "改"}
    assert client.post(url, data).status_code == 302
    case.refresh_from_db()
    assert (case.purpose, events_of(case).last().label) == ("改", "调整安排")
    stale = client.post(url, data | {"purpose": "又改"})
    assert stale.status_code == 409
    assert {row.label for row in stale.context["differences"]} == {"帮扶目的"}


# The record


def test_my_visits_put_the_next_act_first(visit, expert_user, sign_in):
    planned, recording = visit(VisitStatus.PLANNED), visit(VisitStatus.RECORDING)
    page = sign_in(expert_user).get(reverse("visits:mine")).content.decode()
    assert f'href="/visits/{planned.pk}/move/start/">开始帮扶' in page
    assert f'href="/visits/{recording.pk}/record/">继续记录' in page


@pytest.mark.parametrize("count", [1, 3])
def test_my_visits_ask_as_often_for_three_as_for_one(count, visit, expert_user, sign_in, django_assert_num_queries):
    for _ in range(count):
        visit(VisitStatus.PLANNED)
    client = sign_in(expert_user)
    client.get(reverse("visits:mine"))
    with django_assert_num_queries(8):
        client.get(reverse("visits:mine"))


def test_starting_leads_to_the_record(visit, expert_user, sign_in):
    case = visit(VisitStatus.PLANNED)
    client = sign_in(expert_user)
    url = reverse("visits:move", args=[case.pk, "start"])
    form = client.get(url).context["form"]
    response = client.post(url, {"key": form["key"].value(), "expected": "1"})
    assert response.url == reverse("visits:record", args=[case.pk])
    again = client.post(url, {"key": form["key"].value(), "expected": "1"})
    assert again.status_code == 302
    assert [event.action for event in events_of(case)] == ["plan", "accept", "start"]


def test_the_record_is_saved_and_shown_again(visit, expert_user, sign_in):
    case = visit(VisitStatus.RECORDING)
    client = sign_in(expert_user)
    url = reverse("visits:record", args=[case.pk])
    response = client.post(url, record_data(client.get(url), "缺少可靠性试验", "供应商评价不全"))
    assert response.url == url
    case.refresh_from_db()
    assert (case.status, case.conclusion) == (VisitStatus.RECORDING, "需补充可靠性试验。")
    assert [(one.dimension, one.score, one.finding) for one in case.diagnoses.all()] == [
        ("technology", 4, "设备齐全。")
    ]
    assert [one.title for one in case.noted_problems.all()] == ["缺少可靠性试验", "供应商评价不全"]
    form = client.get(url).context["form"]
    assert form["score_technology"].value() == 4
    assert [row["title"].value() for row in form.problems] == ["缺少可靠性试验", "供应商评价不全", None]


def test_the_record_sent_twice_is_saved_once(visit, expert_user, sign_in):
    case = visit(VisitStatus.RECORDING)
    client = sign_in(expert_user)
    url = reverse("visits:record", args=[case.pk])
    entry = stage(client, picture())
    data = record_data(client.get(url), "缺少可靠性试验", photos=json.dumps([entry]))
    for _ in range(2):
        assert client.post(url, data).url == url
    assert case.noted_problems.count() == 1
    assert case.photos.count() == 1
    assert case.diagnoses.count() == 1


def test_two_experts_do_not_overwrite_each_other(visit, expert_user, second_expert_user, sign_in):
    case = visit(VisitStatus.RECORDING)
    case.experts.add(second_expert_user.expert)
    url = reverse("visits:record", args=[case.pk])
    first, second = sign_in(expert_user), sign_in(second_expert_user)
    mine, theirs = record_data(first.get(url)), record_data(second.get(url))
    first.post(url, mine)
    response = second.post(url, theirs | {"conclusion": "另一种说法。"})
    assert response.status_code == 409
    assert [(row.label, row.theirs, row.yours) for row in response.context["differences"]] == [
        ("帮扶结论", "需补充可靠性试验。", "另一种说法。")
    ]
    case.refresh_from_db()
    assert case.conclusion == "需补充可靠性试验。"
    third = second.post(url, theirs | {"conclusion": "另一种说法。", "version": response.context["version"]})
    assert third.status_code == 302
    case.refresh_from_db()
    assert case.conclusion == "另一种说法。"


def test_a_draft_row_is_taken_away_and_an_empty_one_is_no_problem(visit, expert_user, sign_in):
    case = visit(VisitStatus.RECORDING)
    client = sign_in(expert_user)
    url = reverse("visits:record", args=[case.pk])
    data = record_data(client.get(url), "写错了", "", "留着")
    data["problems-1-due_on"] = ""
    client.post(url, data)
    assert [one.title for one in case.noted_problems.all()] == ["写错了", "留着"]
    wrong, kept = case.noted_problems.all()
    page = client.get(url)
    data = record_data(page, "写错了", "留着")
    data |= {
        "problems-INITIAL_FORMS": "2",
        "problems-0-client_id": str(wrong.client_id),
        "problems-0-DELETE": "on",
        "problems-1-client_id": str(kept.client_id),
    }
    client.post(url, data)
    assert [one.client_id for one in case.noted_problems.all()] == [kept.client_id]


def test_everything_wrong_in_the_record_is_told_and_kept(visit, expert_user, sign_in):
    case = visit(VisitStatus.RECORDING)
    client = sign_in(expert_user)
    url = reverse("visits:record", args=[case.pk])
    data = record_data(
        client.get(url),
        "长" * 121,
        starts_at="2099-01-01T09:00",
        ends_at="2098-01-01T09:00",
        finding_brand="没有评分的意见",
        conclusion="字" * 4001,
        score_management="9",
    )
    data["problems-0-due_on"] = "2020-01-01"
    response = client.post(url, data)
    assert response.status_code == 422
    told = [sentence for _, _, sentence in response.context["form"].error_list()]
    assert told == [
        "问题 1「问题」：最多 120 字，现有 121 字，请删减 1 字。",
        f"问题 1「完成时限」：完成时限不能早于帮扶日期（{timezone.localdate(case.starts_at)}）。",
        "开始时间不能晚于现在，请填写实际到场的时间。",
        "最多 4000 字，现有 4001 字，请删减 1 字。",
        "所选内容不在可选范围内，请从列表中重新选择。",
        "已填写诊断意见，请给「质量品牌」评分。",
    ]
    page = response.content.decode()
    assert "没有评分的意见" in page and "长" * 121 in page
    case.refresh_from_db()
    assert (case.conclusion, case.noted_problems.count(), case.diagnoses.count()) == ("", 0, 0)


def test_an_end_before_the_start_is_told(visit, expert_user, sign_in):
    case = visit(VisitStatus.RECORDING)
    client = sign_in(expert_user)
    url = reverse("visits:record", args=[case.pk])
    early = local(timezone.now() - timedelta(hours=9))
    response = client.post(url, record_data(client.get(url), ends_at=early))
    assert response.status_code == 422
    assert "结束时间不能早于开始时间。" in [sentence for _, _, sentence in response.context["form"].error_list()]


def test_twelve_photos_are_taken_and_a_thirteenth_is_not(visit, expert_user, sign_in):
    case = visit(VisitStatus.RECORDING)
    client = sign_in(expert_user)
    url = reverse("visits:record", args=[case.pk])
    staged = [stage(client, picture(f"现场{n}.jpg")) for n in range(12)]
    assert client.post(url, record_data(client.get(url), photos=json.dumps(staged))).status_code == 302
    assert case.photos.count() == 12
    response = client.post(url, record_data(client.get(url), photos=json.dumps([stage(client, picture("多.jpg"))])))
    assert response.status_code == 422
    assert response.context["form"].errors["photos"] == ["一次帮扶最多 12 张照片，已保存 12 张，请删去一些。"]
    one = case.photos.first()
    client.post(url, record_data(client.get(url), removed_photos=[one.pk]))
    assert case.photos.count() == 11


def test_a_photo_of_60_megabytes_is_refused_with_a_sentence(visit, expert_user, sign_in, settings):
    visit(VisitStatus.RECORDING)
    settings.MAX_UPLOAD_BYTES = 60_000
    big = SimpleUploadedFile("大.jpg", picture().read() + b"0" * 61_000, "image/jpeg")
    response = sign_in(expert_user).post(reverse("files:stage"), {"file": big, "size": big.size, "groups": "image"})
    assert response.status_code == 422
    assert "请" in response.json()["error"]


def test_a_program_named_as_a_photo_is_refused_and_the_record_kept(visit, expert_user, sign_in):
    case = visit(VisitStatus.RECORDING)
    client = sign_in(expert_user)
    url = reverse("visits:record", args=[case.pk])
    program = SimpleUploadedFile("现场.jpg", b"MZ" + b"0" * 100, "image/jpeg")
    response = client.post(url, record_data(client.get(url), "缺少可靠性试验", photos_files=[program]))
    assert response.status_code == 422
    assert "内容是 Windows 程序，不能上传" in response.context["form"].errors["photos"][0]
    assert response.context["form"].problems.forms[0]["title"].value() == "缺少可靠性试验"


def test_saving_and_handing_in_leads_to_the_question(visit, expert_user, sign_in):
    case = visit(VisitStatus.RECORDING)
    client = sign_in(expert_user)
    url = reverse("visits:record", args=[case.pk])
    response = client.post(url, record_data(client.get(url), "缺少可靠性试验", hand_in="1"))
    assert response.url == reverse("visits:move", args=[case.pk, "submit_record"])
    form = client.get(response.url).context["form"]
    client.post(response.url, {"key": form["key"].value(), "expected": form["expected"].value()})
    case.refresh_from_db()
    assert case.status == VisitStatus.TO_CONFIRM
    assert Problem.objects.get().title == "缺少可靠性试验"
    late = client.get(url)
    assert late.url == case.get_absolute_url()


def test_earlier_open_problems_are_shown_to_the_expert_who_goes_now(
    visit, second_expert_user, enterprise, county_officer, sign_in
):
    visit(VisitStatus.CONFIRMED, "上次的问题")
    now = plan_visit(enterprise, [second_expert_user.expert], county=county_officer)
    actions.take(now, "start", by=second_expert_user)
    page = sign_in(second_expert_user).get(reverse("visits:record", args=[now.pk]))
    assert [problem.title for problem in page.context["earlier"]] == ["上次的问题"]
    assert "上次的问题" in page.content.decode()


# The enterprise


def test_the_enterprise_sends_back_confirms_and_rates(visit, clerk, signatory, expert_user, sign_in):
    case = visit(VisitStatus.TO_CONFIRM, "缺少可靠性试验")
    client = sign_in(clerk)
    bare = client.post(reverse("visits:move", args=[case.pk, "send_back"]), {})
    assert bare.status_code == 422
    client.post(reverse("visits:move", args=[case.pk, "send_back"]), {"comment": "时间不对"})
    case.refresh_from_db()
    assert case.status == VisitStatus.RECORDING
    actions.take(case, "submit_record", by=expert_user)
    client.post(reverse("visits:move", args=[case.pk, "confirm"]), {})
    case.refresh_from_db()
    assert (case.status, case.confirmed_by) == (VisitStatus.CONFIRMED, clerk)
    rate = reverse("visits:move", args=[case.pk, "rate"])
    unrated = client.post(rate, {"rating": "9"})
    assert unrated.status_code == 422
    sign_in(signatory).post(rate, {"rating": "4", "rating_comment": "建议多来。"})
    case.refresh_from_db()
    assert (case.status, case.rating, case.rating_comment) == (VisitStatus.RATED, 4, "建议多来。")
    page = client.get(case.get_absolute_url()).content.decode()
    assert "建议多来。" in page and "缺少可靠性试验" in page


def test_after_the_confirmation_the_record_page_leads_away(visit, expert_user, sign_in):
    case = visit(VisitStatus.CONFIRMED)
    client = sign_in(expert_user)
    url = reverse("visits:record", args=[case.pk])
    assert client.get(url).url == case.get_absolute_url()
    assert client.post(url, {"conclusion": "改"}).url == case.get_absolute_url()
    case.refresh_from_db()
    assert case.conclusion == "质量体系运行有效，出厂检验项目需补充。"


# The list


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(count, visit, county_officer, sign_in, django_assert_num_queries):
    for number in range(count):
        visit(VisitStatus.CONFIRMED, *[f"问题{n}" for n in range(number + 1)])
    client = sign_in(county_officer)
    client.get(LIST)
    with django_assert_num_queries(7):
        response = client.get(LIST)
    assert sorted(row.record.problem_count for row in response.context["table"].table.rows) == list(range(1, count + 1))


@pytest.mark.parametrize("count", [1, 3])
def test_the_detail_asks_as_often_for_three_problems_as_for_one(
    count, visit, county_officer, sign_in, django_assert_num_queries
):
    case = visit(VisitStatus.CONFIRMED, *[f"问题{n}" for n in range(count)])
    client = sign_in(county_officer)
    client.get(case.get_absolute_url())
    with django_assert_num_queries(15):
        client.get(case.get_absolute_url())


def test_the_filters_narrow(visit, county_officer, enterprise, second_expert_user, sign_in):
    first = visit(VisitStatus.CONFIRMED)
    other = EnterpriseFactory(name="杭州另一家有限公司")
    day = timezone.localdate() + timedelta(days=40)
    second = plan_visit(other, [second_expert_user.expert], county=county_officer, planned_on=day, mode="remote")
    client = sign_in(county_officer)
    for query, expected in (
        ("", {first, second}),
        ("q=另一家", {second}),
        (f"q={first.number}", {first}),
        ("status=confirmed", {first}),
        ("mode=remote", {second}),
        ("expert=张专乙", {second}),
        (f"planned_on_after={day.isoformat()}", {second}),
        ("county=330113", {first, second}),
    ):
        response = client.get(f"{LIST}?{query}")
        assert {row.record for row in response.context["table"].table.rows} == expected, query


def test_the_export_gives_the_rows_seen(visit, county_officer, sign_in):
    case = visit(VisitStatus.RATED, "问题")
    response = sign_in(county_officer).get(f"{LIST}?export=csv")
    lines = b"".join(response).decode("utf-8-sig").splitlines()
    head, row = (line.split(",") for line in lines)
    told = dict(zip(head, row, strict=True))
    assert (told["帮扶编号"], told["专家"], told["问题（个）"], told["状态"]) == (case.number, "张专甲", "1", "已评价")


def test_the_panel_of_the_enterprise_shows_its_visits(visit, enterprise, county_officer, clerk):
    from visits.views.panels import of_enterprise

    case = visit(VisitStatus.PLANNED)
    plan_visit(EnterpriseFactory(), [case.experts.get()], county=county_officer)
    for_county, for_clerk = of_enterprise(county_officer, enterprise), of_enterprise(clerk, enterprise)
    assert (for_county["visits"], for_county["may_plan"]) == ([case], True)
    assert (for_clerk["visits"], for_clerk["may_plan"]) == ([case], False)


def test_the_workload_of_an_expert(visit, expert_user, xianju_officer):
    from visits.views.panels import of_expert

    for status in VisitStatus.values:
        visit(status)
    told = of_expert(xianju_officer, expert_user.expert)
    assert told["counts"] == {"open": 4, "done": 3, "confirmed": 2, "enterprises": 1}
    assert list(told["visits"]) == []


def test_a_full_record_helper_can_be_handed_in(visit, expert_user):
    case = visit(VisitStatus.RECORDING)
    actions.save_record(case, full_record(), by=expert_user)
    actions.take(case, "submit_record", by=expert_user)
    assert case.status == VisitStatus.TO_CONFIRM
