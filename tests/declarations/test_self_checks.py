"""The yearly self-check: a form that is filled in once, stays as it was told, and is read by the offices."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models import ProtectedError
from django.db.utils import InternalError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from declarations import actions
from declarations.defaults import SELF_CHECK_QUESTIONS
from declarations.models import Authorisation, Declaration, SelfCheck, SelfCheckAnswer, SelfCheckFile
from declarations.self_checks import facts_for, questions
from declarations.states import DeclarationStatus as S
from desks.worklists import worklist
from pinzibiao.casework.actions import events_of
from pinzibiao.casework.models import DatedSetting
from pinzibiao.casework.refusals import NotReady
from pinzibiao.notices.models import Message
from tests.factories.declarations import declaration_at, self_check_answers, step
from tests.factories.enterprises import ProductFactory, SystemCertificateFactory
from tests.factories.files import upload

from .test_public import text

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
DAY = timedelta(days=1)


@pytest.fixture
def case(enterprise, people):
    return declaration_at(S.AUTHORISED, product=ProductFactory(enterprise=enterprise, name="甲"), people=people)


def due(case: Declaration, day) -> Declaration:
    """The case whose self-check is due on ``day``; its term runs for two years more."""
    Declaration.objects.filter(pk=case.pk).update(due_on=day)
    Authorisation.objects.filter(declaration=case).update(
        valid_from=day - timedelta(days=365), valid_to=day + timedelta(days=740)
    )
    return Declaration.objects.get(pk=case.pk)


def url_of(case) -> str:
    return reverse("declarations:move", args=[case.pk, "self_check"])


def sent(**more) -> dict:
    """What a browser without JavaScript sends."""
    answers = {f"answer_{number}": "yes" for number, _ in enumerate(questions(), start=1)}
    report = {"laboratory": "方圆检测集团", "report_number": "ZC-0007", "reported_on": TODAY().isoformat()}
    return answers | report | {"comment": "逐项自查，符合要求。", "files_files": upload()} | more


def test_what_is_filled_in_is_kept_whole(case, people, sign_in):
    case = due(case, TODAY() + 20 * DAY)
    asked_for = case.due_on
    answer = sign_in(people.clerk).post(url_of(case), sent(answer_2="no", note_2="耐久性略低，已送检复测。"))
    assert (answer.status_code, answer.url) == (302, case.get_absolute_url())
    record = case.self_checks.get()
    assert (record.asked_for, record.laboratory, record.report_number, record.reported_on, record.words) == (
        asked_for,
        "方圆检测集团",
        "ZC-0007",
        TODAY(),
        "逐项自查，符合要求。",
    )
    expected = [
        (question, "no" if number == 2 else "yes", "耐久性略低，已送检复测。" if number == 2 else "")
        for number, question in enumerate(questions(), start=1)
    ]
    assert list(record.answers.values_list("question", "answer", "note")) == expected
    assert [one.file.name for one in record.files.all()] == ["检测报告.pdf"]
    assert record.filled_by == people.clerk
    event = events_of(case).last()
    assert event.data == {"self_check": record.pk, "unmet": 1, "year_to": asked_for.isoformat()}
    case.refresh_from_db()
    assert (case.status, case.due_on) == (S.AUTHORISED, asked_for.replace(year=asked_for.year + 1))


def test_told_of_ones_own_accord_this_years_is_still_to_come(case, people):
    first = case.due_on
    step(case, "self_check", people)
    assert (case.due_on, case.self_checks.get().asked_for) == (first, None)


def test_a_year_that_was_answered_is_not_asked_again_after_a_suspension(case, people):
    case = due(case, TODAY() + 20 * DAY)
    step(case, "self_check", people)
    coming = case.due_on
    for action in ("suspend", "report_mended", "restore"):
        step(case, action, people)
    assert case.due_on == coming


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"answer_3": ""}, "请回答第 3 项。"),
        ({"answer_1": "no"}, "第 1 项回答“否”，请写明情况和改进措施。"),
        ({"reported_on": "2020-01-01"}, "请换上最新的检测报告"),
        ({"reported_on": (TODAY() + DAY).isoformat()}, "不能晚于今天"),
        ({"files_files": ""}, "请上传最新的检测报告。"),
        ({"comment": ""}, "请写明自查情况和改进措施。"),
    ],
)
def test_what_is_missing_is_said_and_nothing_kept(wrong, sentence, case, people, sign_in):
    answer = sign_in(people.clerk).post(url_of(case), sent(**wrong))
    assert (answer.status_code, sentence in text(answer)) == (422, True)
    assert not SelfCheck.objects.exists()


def test_without_the_form_nothing_is_told(case, people):
    with pytest.raises(NotReady, match="逐项填写"):
        actions.take(case, "self_check", by=people.clerk, comment="都好。")
    assert not SelfCheck.objects.exists()


def test_the_questions_are_a_dated_setting_and_a_record_keeps_its_own(case, people):
    step(case, "self_check", people)
    DatedSetting.objects.create(key=SELF_CHECK_QUESTIONS, valid_from=TODAY(), value=["新的问题"])
    step(case, "self_check", people)
    newest, eldest = case.self_checks.all()
    assert list(newest.answers.values_list("question", flat=True)) == ["新的问题"]
    assert eldest.answers.count() == 6


@pytest.mark.parametrize("model", [SelfCheck, SelfCheckAnswer, SelfCheckFile])
def test_nobody_changes_or_takes_back_what_was_told(model, case, people, sign_in):
    sign_in(people.clerk).post(url_of(case), sent())
    change = {SelfCheck: {"words": "改过"}, SelfCheckAnswer: {"note": "改过"}, SelfCheckFile: {"record_id": 1}}[model]
    for act in (lambda: model.objects.update(**change), lambda: model.objects.all().delete()):
        with pytest.raises((InternalError, ProtectedError), match=r"immutable|protected"), transaction.atomic():
            act()


def test_the_offices_and_the_enterprise_read_it_the_experts_do_not(case, people, sign_in):
    sign_in(people.clerk).post(url_of(case), sent(answer_5="no", note_5="更换了注塑设备。"))
    readers = (people.clerk, people.signatory, people.county, people.city, people.province)
    shown = ["更换了注塑设备。" in text(sign_in(user).get(case.get_absolute_url())) for user in readers]
    expert = case.evaluations.first().expert.user
    assert (shown, "更换了注塑设备。" in text(sign_in(expert).get(case.get_absolute_url()))) == ([True] * 5, False)


def test_the_register_is_shown_beside_the_questions(case, people, enterprise, sign_in):
    SystemCertificateFactory(enterprise=enterprise, kind="quality", valid_to=TODAY() - DAY)
    case.standard.withdrawn_on = TODAY()
    case.standard.save()
    found = dict(facts_for(Declaration.objects.get(pk=case.pk)))
    assert found["声明的标准"].endswith(f"（已于 {TODAY()} 废止）")
    assert f"已于 {TODAY() - DAY} 到期" in found.values()
    page = text(sign_in(people.clerk).get(url_of(case)))
    assert [question for question in questions() if question not in page] == []
    assert f"已于 {TODAY()} 废止" in page


def test_the_county_hears_of_what_is_not_met_only(case, people):
    def told() -> list[str]:
        return list(Message.objects.filter(to=people.county, title__contains="自查").values_list("title", flat=True))

    step(case, "self_check", people)
    assert told() == []
    actions.take(case, "self_check", by=people.clerk, comment="有两项。", data=self_check_answers(1, 4))
    assert told() == [f"{case.enterprise.name}的「甲」年度自查有 2 项不符合，请核实并督促改进。"]


def test_overdue_is_flagged_on_the_page_in_the_list_and_in_the_countys_to_do(case, people, sign_in, xianju_officer):
    case = due(case, TODAY() - DAY)

    def late(user) -> list[tuple]:
        return [(pile.title, item.label, item.is_late) for pile in worklist(user) for item in pile.items]

    assert late(people.county) == [("年度自查逾期，请督促", str(case), True)]
    assert late(people.clerk) == [("自我声明", str(case), True)]
    assert (late(people.city), late(xianju_officer)) == ([], [])
    client = sign_in(people.county)
    listed = client.get(reverse("declarations:list"), {"turn": "self_check"})
    assert (case.number in text(listed), f"{case.due_on} 已逾期" in text(listed)) == (True, True)
    assert f"年度自查期限 {case.due_on}（已逾期）" in text(client.get(case.get_absolute_url()))
    step(case, "self_check", people)
    assert late(people.county) == []
    assert case.number not in text(client.get(reverse("declarations:list"), {"turn": "self_check"}))


def test_one_and_three_of_them_ask_as_often(case, people, sign_in):
    client = sign_in(people.county)

    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as found:
            page = client.get(case.get_absolute_url())
        return len(found), page.content.decode().count("主动自查")

    step(case, "self_check", people)
    client.get(case.get_absolute_url())
    one = asked()
    for _ in range(2):
        step(case, "self_check", people)
    assert (one[1], asked()) == (1, (one[0], 3))
    assert one[0] <= 30
