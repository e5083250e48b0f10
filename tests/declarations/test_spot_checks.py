"""What comes of a drawn check: an act on the case, a warning to later cases, nothing left to do."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from declarations import actions
from declarations.defaults import SPOT_CHECK_PERCENT
from declarations.models import Declaration, SpotCheck
from declarations.spot_checks import OPEN, PAUSED, VOID, in_state, state_of
from declarations.spot_draws import draw
from declarations.states import DeclarationStatus as S
from declarations.warnings import warnings_of
from desks.worklists import worklist
from pinzibiao.casework.actions import events_of
from pinzibiao.casework.models import DatedSetting, Event
from pinzibiao.casework.refusals import NotReady, WrongDesk, WrongStatus
from tests.factories.declarations import declaration_at, step
from tests.factories.enterprises import ProductFactory

from .test_public import text

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def checks(enterprise, people) -> list[SpotCheck]:
    """Three authorisations, all of them drawn."""
    DatedSetting.objects.create(key=SPOT_CHECK_PERCENT, value=100, valid_from=date(2020, 1, 1))
    for name in "甲乙丙":
        declaration_at(S.AUTHORISED, product=ProductFactory(enterprise=enterprise, name=name), people=people)
    return list(draw(TODAY().replace(month=12)).checks.order_by("authorisation__product_name"))


def case_of(check: SpotCheck) -> Declaration:
    return Declaration.objects.get(authorisation__spot_checks=check)


def record(client, check: SpotCheck, outcome: str, **more):
    """What the form of a result sends."""
    sent = {"result": outcome, "checked_on": TODAY().isoformat(), "note": "标志超出范围使用。"} | more
    return client.post(reverse("declarations:spot_result", args=[check.pk]), sent)


@pytest.mark.parametrize(
    ("result", "action", "status"),
    [
        ("passed", "pass_spot_check", S.AUTHORISED),
        ("failed", "suspend", S.SUSPENDED),
        ("refused", "suspend", S.SUSPENDED),
    ],
)
def test_a_result_is_an_act_on_the_case(result, action, status, checks, people, sign_in):
    check, *others = checks
    answer = record(sign_in(people.province), check, result)
    assert (answer.status_code, answer.url) == (
        302,
        f"{reverse('declarations:spot_checks')}?year={check.plan.year}&state=open",
    )
    check.refresh_from_db()
    label = SpotCheck.Result(result).label
    assert (check.result, check.checked_on, check.note, check.recorded_by) == (
        result,
        TODAY(),
        "标志超出范围使用。",
        people.province,
    )
    case = case_of(check)
    event = events_of(case).last()
    assert (case.status, event.action, event.comment) == (status, action, f"监督抽查{label}：标志超出范围使用。")
    assert (event.data["spot_check"], event.data["result"]) == (check.pk, result)
    assert [one.result for one in SpotCheck.objects.filter(pk__in=[one.pk for one in others])] == ["", ""]


def test_a_failed_check_is_mended_and_restored_like_any_suspension(checks, people, sign_in):
    record(sign_in(people.province), checks[0], "failed")
    case = case_of(checks[0])
    assert case.due_on > TODAY()
    for action in ("report_mended", "restore"):
        step(case, action, people)
    assert case.status == S.AUTHORISED


def test_a_result_is_recorded_once(checks, people, sign_in):
    client, key = sign_in(people.province), "6a1f6f0e-0000-4000-8000-000000000001"
    for _ in range(2):
        assert record(client, checks[0], "passed", key=key).status_code == 302
    assert Event.objects.filter(action="pass_spot_check").count() == 1
    assert record(client, checks[0], "failed").status_code == 422
    assert case_of(checks[0]).status == S.AUTHORISED
    assert client.get(reverse("declarations:spot_result", args=[checks[0].pk])).status_code == 403
    with pytest.raises(NotReady, match="已经登记"):
        actions.take(
            case_of(checks[0]),
            "suspend",
            by=people.province,
            comment="再来一次。",
            data={"spot_check": checks[0].pk, "result": "failed", "checked_on": TODAY(), "note": "再来一次。"},
        )


def test_a_check_of_another_case_is_not_closed(checks, people):
    data = {"spot_check": checks[1].pk, "result": "passed", "checked_on": TODAY(), "note": "张冠李戴。"}
    with pytest.raises(NotReady):
        actions.take(case_of(checks[0]), "pass_spot_check", by=people.province, comment="合格", data=data)
    assert not SpotCheck.objects.exclude(result="").exists()


def test_acts_beside_the_draw_leave_it_open(checks, people):
    step(case_of(checks[0]), "pass_spot_check", people)
    step(case_of(checks[1]), "suspend", people)
    assert not SpotCheck.objects.exclude(result="").exists()


@pytest.mark.parametrize(("by", "refusal"), [("county", WrongDesk), ("city", WrongDesk)])
def test_only_the_province_records(by, refusal, checks, people):
    data = {"spot_check": checks[0].pk, "result": "passed", "checked_on": TODAY(), "note": "越级。"}
    with pytest.raises(refusal):
        actions.take(case_of(checks[0]), "pass_spot_check", by=getattr(people, by), comment="合格", data=data)


@pytest.mark.parametrize(
    "wrong",
    [
        {"checked_on": (TODAY() + timedelta(days=1)).isoformat()},
        {"checked_on": "2020-01-01"},
        {"note": ""},
        {"result": "lost"},
    ],
)
def test_what_is_wrong_is_said_and_nothing_kept(wrong, checks, people, sign_in):
    assert record(sign_in(people.province), checks[0], "failed", **wrong).status_code == 422
    assert case_of(checks[0]).status == S.AUTHORISED


def test_a_reason_that_everybody_reads_names_nobody(checks, people, sign_in):
    answer = record(sign_in(people.province), checks[0], "failed", note="联系人 13900001234 不在。")
    assert answer.status_code == 422
    checks[0].refresh_from_db()
    assert (checks[0].result, case_of(checks[0]).status) == ("", S.AUTHORISED)


def test_whose_authorisation_has_ended_is_not_checked_any_more(checks, people):
    step(case_of(checks[0]), "suspend", people)
    step(case_of(checks[1]), "revoke", people)
    found = [state_of(SpotCheck.objects.get(pk=check.pk))[0] for check in checks]
    assert found == ["授权暂停，恢复后检查", "授权已失效，不再检查", "待检查"]
    rows = SpotCheck.objects.all()
    assert [in_state(rows, state).get().pk for state in (PAUSED, VOID, OPEN)] == [check.pk for check in checks]
    with pytest.raises(WrongStatus):
        actions.take(case_of(checks[1]), "pass_spot_check", by=people.province, comment="合格")


def test_the_province_has_it_on_its_list_until_it_is_done(checks, people, sign_in):
    def to_do(user):
        return [
            (item.label, item.action, item.is_late)
            for pile in worklist(user)
            for item in pile.items
            if pile.title == "待检查的监督抽查"
        ]

    lines = [
        (f"{check.authorisation.number} {check.authorisation.product_name}", "登记结果", False) for check in checks
    ]
    assert sorted(to_do(people.province)) == sorted(lines)
    assert [to_do(user) for user in (people.city, people.county, people.clerk)] == [[], [], []]
    record(sign_in(people.province), checks[0], "passed")
    step(case_of(checks[1]), "suspend", people)
    assert to_do(people.province) == lines[2:]


def test_later_cases_are_warned(checks, people, enterprise, sign_in):
    later = declaration_at(S.FORM_REVIEW, product=ProductFactory(enterprise=enterprise, name="丁"), people=people)

    def told() -> list[tuple[str, bool]]:
        others = Declaration.objects.filter(enterprise=enterprise).exclude(pk=later.pk)
        return [(one.text, one.is_grave) for one in warnings_of(later, others, []) if "抽查" in one.text]

    record(sign_in(people.province), checks[0], "passed")
    assert told() == []
    record(sign_in(people.province), checks[1], "refused")
    number = case_of(checks[1]).number
    assert told() == [(f"该企业的「乙」（{number}）{TODAY()} 监督抽查拒绝检查。", True)]
    page = sign_in(people.county).get(later.get_absolute_url())
    assert "监督抽查拒绝检查" in text(page)


def test_the_case_shows_its_checks_to_the_offices_and_the_enterprise(checks, people, sign_in):
    record(sign_in(people.province), checks[0], "failed")
    url = case_of(checks[0]).get_absolute_url()
    for user in (people.county, people.clerk, people.province):
        page = text(sign_in(user).get(url))
        assert (f"{checks[0].plan} 不合格" in page, page.count("标志超出范围使用。") >= 2) == (True, True)


def test_another_county_sees_none_of_it(checks, people, sign_in, xianju_officer):
    url = reverse("declarations:spot_checks")
    assert sign_in(people.county).get(url).context["page_obj"].object_list != []
    assert sign_in(xianju_officer).get(url).context["page_obj"].object_list == []


@pytest.mark.parametrize("query", ["state=open", "year={year}", "q=丙", "sort=checked_on", "sort=-year", "sort=state"])
def test_the_list_filters_sorts_and_exports(query, checks, people, sign_in):
    url = f"{reverse('declarations:spot_checks')}?{query.format(year=checks[0].plan.year)}"
    client = sign_in(people.province)
    assert client.get(url).status_code == 200
    found = client.get(f"{url}&export=csv")
    lines = b"".join(found.streaming_content).decode("utf-8-sig").splitlines()
    assert [line for line in lines if checks[0].authorisation.number in line] != []


def test_the_list_by_industry(checks, people, enterprise, sign_in):
    client, url = sign_in(people.province), reverse("declarations:spot_checks")
    own, other = enterprise.industry_id[:3], "A01"
    found = [len(client.get(f"{url}?industry={code}").context["page_obj"].object_list) for code in (own, other)]
    assert found == [3, 0]


def test_one_and_three_rows_ask_as_often(checks, people, sign_in):
    client, url = sign_in(people.province), reverse("declarations:spot_checks")
    client.get(url)

    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as found:
            page = client.get(url)
        return len(found), page.content.decode().count(">登记结果<")

    three = asked()
    SpotCheck.objects.exclude(pk=checks[0].pk).delete()
    one = asked()
    assert (three[1], one) == (3, (three[0], 1))
