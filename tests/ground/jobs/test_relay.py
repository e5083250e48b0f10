"""What the relay rings, what it lets lie, and what it does when nobody hears."""

import logging
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from pinzibiao.jobs import bell, relay
from pinzibiao.jobs.models import Job, ScheduleMark
from pinzibiao.jobs.states import Status
from pinzibiao.schedule import SCHEDULE
from tests.factories.jobs import JobFactory

NOW = timezone.now


@pytest.fixture
def rung(monkeypatch):
    """The ids that reached the bell, in order; the broker itself is met in test_live."""
    heard = []
    monkeypatch.setattr(bell, "ring", lambda ids: heard.extend(ids))
    return heard


@pytest.fixture
def deaf(monkeypatch):
    def ring(ids):
        raise bell.Unheard("Connection refused")

    monkeypatch.setattr(bell, "ring", ring)


def test_due_jobs_are_rung_oldest_first_and_once(db, rung):
    young = JobFactory(created_at=NOW())
    old = JobFactory(created_at=NOW() - timedelta(hours=1))
    for state in ({"running": True}, {"done": True}, {"failed": True}, {"due_at": NOW() + timedelta(days=1)}):
        JobFactory(**state)
    assert relay.round_once() == 2
    assert rung == [old.pk, young.pk]
    assert relay.round_once() == 0


def test_a_ring_that_was_not_answered_is_repeated(db, rung):
    lost = JobFactory(rung_at=NOW() - relay.RING_AGAIN - timedelta(seconds=1))
    JobFactory(rung_at=NOW() - relay.RING_AGAIN + timedelta(seconds=5))
    relay.round_once()
    assert rung == [lost.pk]


def test_an_abandoned_job_is_rung_at_once(db, rung):
    job = JobFactory(abandoned=True, rung_at=NOW())
    relay.round_once()
    assert rung == [job.pk]


def test_behind_a_long_backlog_only_the_window_is_rung(db, rung, monkeypatch):
    monkeypatch.setattr(relay, "WINDOW", 2)
    first, second, third = (JobFactory(created_at=NOW() - timedelta(minutes=9 - n)) for n in range(3))
    relay.round_once()
    assert rung == [first.pk, second.pk]
    Job.objects.filter(pk=first.pk).update(status=Status.DONE, finished_at=NOW())
    relay.round_once()
    assert rung == [first.pk, second.pk, third.pk]


def test_a_round_over_nothing_costs_little(db, rung, django_assert_num_queries):
    JobFactory(done=True)
    with django_assert_num_queries(6):
        assert relay.round_once() == 0


def test_when_nobody_hears_the_jobs_wait_unrung(db, deaf):
    job = JobFactory()
    with pytest.raises(bell.Unheard):
        relay.round_once()
    job.refresh_from_db()
    assert (job.status, job.rung_at) == (Status.QUEUED, None)


def test_rows_that_another_relay_holds_are_passed_over(committed_db, rung):
    import threading

    held, free = JobFactory(), JobFactory()
    ready, done = threading.Event(), threading.Event()

    def other_relay():
        from django.db import transaction

        with transaction.atomic():
            list(Job.objects.select_for_update().filter(pk=held.pk))
            ready.set()
            done.wait(20)
        connection.close()

    thread = threading.Thread(target=other_relay)
    thread.start()
    ready.wait(20)
    relay.round_once()
    done.set()
    thread.join()
    assert rung == [free.pk]


def test_the_command_does_one_round_and_ticks(committed_db, rung):
    job = JobFactory()
    call_command("relay_jobs", "--once")
    assert rung == [job.pk]
    assert ScheduleMark.objects.count() == len(SCHEDULE)


def test_the_command_survives_a_deaf_broker(committed_db, deaf, caplog):
    JobFactory()
    with caplog.at_level(logging.ERROR):
        call_command("relay_jobs", "--once", "--no-schedule")
    assert [record.getMessage() for record in caplog.records] == [
        "the broker does not answer, jobs wait in the database: Connection refused"
    ]
    assert ScheduleMark.objects.count() == 0
