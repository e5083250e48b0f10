"""The night's work: notices by China's working days, deadlines, one failure that stops no other."""

import io
import logging
from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import call_command

from declarations import actions, tasks
from declarations.models import Authorisation
from declarations.selectors import open_notice_of
from declarations.states import DeclarationStatus as S
from pinzibiao.casework.actions import events_of
from pinzibiao.jobs import skeleton
from pinzibiao.jobs.actions import enqueue
from pinzibiao.jobs.models import Job
from tests.factories.declarations import DraftFactory, People, declaration_at, step
from tests.factories.enterprises import ProductFactory

pytestmark = pytest.mark.django_db
NOON = "2026-09-28T04:00:00Z"


def nightly(handler, on: date) -> dict:
    return handler(Job(params={"on": on.isoformat()}), lambda percent, text: None)


@pytest.fixture
def holidays():
    """2026: 1–7 October off, Saturday 10 October worked (调休)."""
    call_command("load_holidays", "--from-year", "2026", verbosity=0, stdout=io.StringIO())


@pytest.fixture
def in_notice(holidays):
    """Opened on Monday 28 September 2026: the working days are 29, 30 September and 8, 9, 10 October."""
    with time_machine.travel(NOON, tick=False):
        return declaration_at(S.IN_NOTICE)


def test_the_notice_skips_the_holidays_and_counts_the_make_up_day(in_notice):
    notice = open_notice_of(in_notice)
    assert (notice.opens_on, notice.closes_on) == (date(2026, 9, 28), date(2026, 10, 10))


@pytest.mark.parametrize("on", [date(2026, 9, 29), date(2026, 10, 3), date(2026, 10, 10)])
def test_a_notice_does_not_close_early(in_notice, on):
    nightly(tasks.close_public_notices, on)
    in_notice.refresh_from_db()
    assert (in_notice.status, Authorisation.objects.count()) == (S.IN_NOTICE, 0)


def test_a_notice_closes_on_the_day_after_its_last(in_notice):
    assert nightly(tasks.close_public_notices, date(2026, 10, 11)) == {"label": "授权 1 件"}
    in_notice.refresh_from_db()
    assert in_notice.status == S.AUTHORISED
    assert in_notice.authorisation.valid_from == date(2026, 10, 11)
    assert events_of(in_notice).last().by_name == "系统"


def test_running_twice_authorises_once(in_notice):
    nightly(tasks.close_public_notices, date(2026, 10, 11))
    assert nightly(tasks.close_public_notices, date(2026, 10, 11)) == {"label": "授权 0 件"}
    assert Authorisation.objects.count() == 1


def test_an_objection_keeps_the_notice_open_until_it_is_dismissed(in_notice):
    people = People.of(in_notice.enterprise)
    with time_machine.travel("2026-10-09T04:00:00Z", tick=False):
        actions.file_objection(open_notice_of(in_notice), name="甲", contact="a", content="不符", address="::1")
    nightly(tasks.close_public_notices, date(2026, 10, 11))
    in_notice.refresh_from_db()
    assert in_notice.status == S.IN_NOTICE
    actions.take(in_notice, "investigate", by=people.city, comment="核查")
    nightly(tasks.close_public_notices, date(2026, 10, 12))
    in_notice.refresh_from_db()
    assert in_notice.status == S.OBJECTION
    actions.take(in_notice, "dismiss_objection", by=people.city, comment="查无实据")
    nightly(tasks.close_public_notices, date(2026, 10, 13))
    in_notice.refresh_from_db()
    assert in_notice.status == S.AUTHORISED


def test_one_failure_stops_no_other(in_notice, monkeypatch, caplog):
    people = People.of(in_notice.enterprise)
    with time_machine.travel(NOON, tick=False):
        other = declaration_at(S.IN_NOTICE, product=ProductFactory(enterprise=in_notice.enterprise), people=people)
    real = actions.PROCEDURE.take

    def take(case, *args, **kwargs):
        if case.pk == in_notice.pk:
            raise RuntimeError("disk on fire")
        return real(case, *args, **kwargs)

    monkeypatch.setattr(tasks, "take", take)
    with caplog.at_level(logging.CRITICAL), pytest.raises(tasks.SomeFailed, match="1 of 2"):
        nightly(tasks.close_public_notices, date(2026, 10, 11))
    for case in (in_notice, other):
        case.refresh_from_db()
    assert (in_notice.status, other.status) == (S.IN_NOTICE, S.AUTHORISED)
    assert other.authorisation.number.endswith("-00001")


@pytest.mark.parametrize(
    ("status", "path", "outcome"),
    [
        (S.CORRECTION, (), S.LAPSED),
        (S.RECTIFICATION, (), S.FAILED),
        (S.SUSPENDED, (), S.REVOKED),
    ],
)
def test_a_deadline_passes_on_the_day_after_it(status, path, outcome):
    case = declaration_at(status)
    nightly(tasks.expire, case.due_on)
    case.refresh_from_db()
    assert case.status == status
    nightly(tasks.expire, case.due_on + timedelta(days=1))
    case.refresh_from_db()
    assert case.status == outcome


def test_an_authorisation_runs_out_after_its_last_day():
    case = declaration_at(S.AUTHORISED)
    last = case.authorisation.valid_to
    nightly(tasks.expire, last)
    case.refresh_from_db()
    assert case.status == S.AUTHORISED
    nightly(tasks.expire, last + timedelta(days=1))
    case.refresh_from_db()
    assert case.status == S.EXPIRED
    assert not case.enterprise.brand_holdings.get().is_current


def test_the_period_of_the_schedule_is_the_day_that_counts():
    job = Job(params={"due": "2026-10-11T00:30:00+08:00"})
    assert tasks.day_of(job) == date(2026, 10, 11)


def test_drafts_are_left_alone():
    case = DraftFactory()
    nightly(tasks.expire, date(2099, 1, 1))
    case.refresh_from_db()
    assert case.status == S.DRAFT


def test_correction_in_time_is_not_lapsed():
    case = declaration_at(S.CORRECTION)
    due = case.due_on
    step(case, "resubmit", People.of(case.enterprise))
    nightly(tasks.expire, due + timedelta(days=1))
    case.refresh_from_db()
    assert case.status == S.FORM_REVIEW


def test_the_scheduled_job_runs_as_a_worker_runs_it(committed_db):
    """Through the outbox: enqueued, claimed, done, with its result on the row."""
    case = declaration_at(S.IN_NOTICE)
    on = open_notice_of(case).closes_on + timedelta(days=1)
    waiting = enqueue("declarations.close_public_notices", "办结期满无异议的公示", {"on": on.isoformat()})
    done = skeleton.run(waiting.pk)
    done.refresh_from_db()
    case.refresh_from_db()
    assert (done.status, done.result, case.status) == ("done", {"label": "授权 1 件"}, S.AUTHORISED)
