"""Certificates through what the certification body decides, and their yearly surveillance."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from enterprises import actions
from enterprises.actions import CERTIFICATE_PROCEDURE
from enterprises.models import BrandHolder, BrandPeriod, Certificate
from enterprises.states import CertificateStatus
from pinzibiao.casework.actions import events_of
from pinzibiao.casework.refusals import NeedsComment, NotReady, WrongDesk, WrongStatus
from tests.factories.enterprises import CertificateFactory

MAY = date(2024, 5, 1)
FAR = date(2099, 1, 1)
DAY = timedelta(days=1)
WAY = {
    "valid": (),
    "suspended": ("suspend",),
    "revoked": ("revoke",),
    "cancelled": ("cancel",),
    "expired": ("expire",),
}
AT_THE_DESK = ("county_officer", "county_second", "county_leader")
PEOPLE = [*AT_THE_DESK, "province_handler", "city_officer", "xianju_officer", "clerk", "auditor", "lead_body"]


def take(case, action, by, on=None, **options):
    on = on or timezone.localdate()
    options.setdefault("comment", "认证机构通知。")
    return CERTIFICATE_PROCEDURE.take(case, action, by=by, data={"on": on}, **options)


@pytest.fixture
def recorded(enterprise, county_officer):
    """``recorded(**fields)``: a certificate recorded as the page does it."""

    def make(**fields):
        paper = CertificateFactory.build(**{"enterprise": enterprise, "standard": None, "valid_to": FAR} | fields)
        return actions.record_certificate(paper, by=county_officer)

    return make


@pytest.fixture
def certificate_at(recorded, county_officer):
    """``certificate_at(status)``: a certificate that went there."""

    def make(status):
        case = recorded(valid_to=timezone.localdate() - DAY if status == "expired" else FAR)
        for action in WAY[status] if status != "expired" else ():
            take(case, action, county_officer)
        assert case.status == status
        return case

    return make


def holder() -> tuple:
    row = BrandHolder.objects.get()
    return row.is_current, row.ended_on


def periods() -> list:
    return list(BrandPeriod.objects.order_by("began_on").values_list("began_on", "ended_on"))


def test_ways_reach_every_status():
    assert set(WAY) == set(CertificateStatus.values)


@pytest.mark.parametrize("action", CERTIFICATE_PROCEDURE.workflow.actions)
@pytest.mark.parametrize("status", CertificateStatus.values)
def test_every_action_in_every_status(action, status, certificate_at, county_officer):
    case = certificate_at(status)
    move = CERTIFICATE_PROCEDURE.workflow.find(action, status)
    if move is None:
        with pytest.raises(WrongStatus):
            take(case, action, county_officer)
    elif move.desk == "system":
        with pytest.raises(WrongDesk):
            take(case, action, county_officer)
    else:
        take(case, action, county_officer)
        assert case.status == move.target


@pytest.mark.parametrize("person", PEOPLE)
def test_who_writes_down_what_was_decided(request, person, recorded):
    case, user = recorded(), request.getfixturevalue(person)
    if person in AT_THE_DESK:
        take(case, "suspend", user)
        assert case.status == "suspended"
    else:
        with pytest.raises(WrongDesk):
            take(case, "suspend", user)
        assert Certificate.objects.get().status == "valid"


def test_a_reason_and_a_day_are_needed(recorded, county_officer):
    case = recorded(issued_on=MAY)
    with pytest.raises(NeedsComment):
        take(case, "suspend", county_officer, comment=" ")
    for on in (MAY - DAY, timezone.localdate() + DAY):
        with pytest.raises(NotReady, match="决定日期应在发证日期"):
            take(case, "revoke", county_officer, on=on)
    with pytest.raises(NotReady, match="决定日期"):
        CERTIFICATE_PROCEDURE.take(case, "revoke", by=county_officer, comment="通知。", data={})
    assert events_of(case).count() == 1


def test_a_suspended_certificate_carries_no_brand_and_a_restored_one_does_again(recorded, county_officer):
    case, june, july = recorded(), date(2025, 6, 1), date(2025, 7, 1)
    take(case, "suspend", county_officer, on=june, comment="监督不合格。")
    assert holder() == (False, june)
    assert list(case.suspensions.values_list("began_on", "ended_on", "reason")) == [(june, None, "监督不合格。")]
    take(case, "restore", county_officer, on=july)
    assert holder() == (True, None)
    assert periods() == [(MAY, june), (july, FAR + DAY)]
    assert [event.data.get("on") for event in events_of(case)] == [None, "2025-06-01", "2025-07-01"]


@pytest.mark.parametrize("action", ["suspend", "revoke"])
def test_a_certificate_that_was_not_valid_for_a_day_carries_no_brand(action, recorded, county_officer):
    take(recorded(), action, county_officer, on=MAY)
    assert (holder(), periods()) == ((False, MAY), [])


def test_restoring_before_the_suspension_is_refused(recorded, county_officer):
    case = recorded()
    take(case, "suspend", county_officer, on=date(2025, 6, 1))
    with pytest.raises(NotReady, match="自 2025-06-01 起暂停"):
        take(case, "restore", county_officer, on=date(2025, 5, 1))
    take(case, "restore", county_officer, on=date(2025, 7, 1))
    with pytest.raises(NotReady, match="上一次暂停到 2025-07-01"):
        take(case, "suspend", county_officer, on=date(2025, 6, 15))


def test_another_valid_certificate_carries_the_brand(recorded, county_officer):
    case = recorded(number="ZJM-1")
    recorded(number="ZJM-2", issued_on=date(2025, 1, 1))
    take(case, "revoke", county_officer, on=date(2025, 6, 1))
    assert holder() == (True, None)
    assert periods() == [(MAY, FAR + DAY)]


@pytest.mark.parametrize("action", ["revoke", "cancel"])
def test_the_brand_ends_with_the_day_of_the_decision(action, recorded, county_officer):
    case, june = recorded(), date(2025, 6, 1)
    take(case, action, county_officer, on=june)
    assert (case.ended_on, holder(), periods()) == (june, (False, june), [(MAY, june)])


def test_a_suspended_certificate_that_is_revoked_was_last_valid_before_its_suspension(recorded, county_officer):
    case = recorded()
    take(case, "suspend", county_officer, on=date(2025, 3, 1))
    take(case, "revoke", county_officer, on=date(2025, 6, 1))
    assert holder() == (False, date(2025, 3, 1))
    assert not case.suspensions.filter(ended_on=None).exists()


def test_the_night_expires_what_ran_out_and_nothing_else(recorded, county_officer):
    today = timezone.localdate()
    due, later, suspended = recorded(valid_to=today), recorded(valid_to=today + DAY), recorded(valid_to=today)
    take(suspended, "suspend", county_officer)
    assert [actions.expire_certificates(today + n * DAY) for n in (0, 1, 1)] == [0, 2, 0]
    found = dict(Certificate.objects.values_list("pk", "status"))
    assert found == {due.pk: "expired", later.pk: "valid", suspended.pk: "expired"}
    assert events_of(due).last().by_name == "系统"


def test_mending_the_days_mends_the_status_and_the_brand(recorded, county_officer):
    case = recorded(valid_to=date(2025, 5, 1))
    assert (case.status, holder()) == ("expired", (False, date(2025, 5, 2)))
    case.issued_on, case.valid_to = date(2024, 3, 1), FAR
    actions.change_certificate(case, by=county_officer)
    assert (case.status, holder(), periods()) == ("valid", (True, None), [(date(2024, 3, 1), FAR + DAY)])
    case.valid_to = date(2025, 5, 1)
    actions.change_certificate(case, by=county_officer)
    assert (case.status, holder()) == ("expired", (False, date(2025, 5, 2)))


def test_mending_the_first_day_to_a_later_one_moves_the_brands_first_day(recorded, county_officer):
    case = recorded(issued_on=date(2016, 5, 1))
    case.issued_on = MAY
    actions.change_certificate(case, by=county_officer)
    assert BrandHolder.objects.get().first_valid_on == MAY


# Yearly surveillance


def due(case) -> list:
    return list(case.surveillances.order_by("year_no").values_list("year_no", "due_on"))


def test_surveillance_falls_due_each_year_within_the_validity(recorded):
    today = timezone.localdate()
    case = recorded(issued_on=today - 10 * DAY, valid_to=(today - 11 * DAY).replace(year=today.year + 3))
    first = case.issued_on
    assert due(case) == [(n, first.replace(year=first.year + n)) for n in (1, 2)]


def test_what_fell_due_before_the_paper_came_here_is_not_asked_for(recorded):
    case = recorded(issued_on=date(2020, 2, 29), valid_to=date(2024, 1, 1), recorded_on=date(2021, 6, 1))
    assert due(case) == [(2, date(2022, 2, 28)), (3, date(2023, 2, 28))]


def test_mending_the_days_keeps_what_was_done(recorded, county_officer):
    case = recorded(issued_on=MAY, valid_to=date(2027, 5, 1), recorded_on=MAY)
    done = case.surveillances.get(year_no=1)
    done.done_on, done.result = date(2025, 4, 20), "passed"
    actions.record_surveillance(done, by=county_officer)
    case.issued_on = date(2024, 6, 1)
    actions.change_certificate(case, by=county_officer)
    assert due(case) == [(1, date(2025, 5, 1)), (2, date(2026, 6, 1))]
    assert events_of(case).filter(action="record_surveillance").get().data["result"] == "passed"
