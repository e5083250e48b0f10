"""Seals: who changes the trail behind the application's back is found out and named."""

from concurrent.futures import ThreadPoolExecutor
from time import monotonic

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from pinzibiao.casework.actions import record
from pinzibiao.casework.models import Event, EventSeal
from pinzibiao.casework.seals import GENESIS, Breach, _digest, seal_events, verify_seals


@pytest.fixture
def three_seals(committed_db, case, county_officer):
    """Three seals over two, one and one acts, each committed by itself."""
    sealed = []
    for count in (2, 1, 1):
        for n in range(count):
            record(case, "read", f"查看{n}", by=county_officer)
        wait_for_older_transactions()
        sealed.append(seal_events())
    return sealed


def wait_for_older_transactions(seconds: float = 60) -> None:
    """Until every act so far can be sealed: transactions of other databases on the same server count too."""
    deadline = monotonic() + seconds
    last = Event.objects.latest("id").tx
    with connection.cursor() as cursor:
        while monotonic() < deadline:
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, pg_sleep(0.02)")
            if cursor.fetchone()[0] > last:
                return
    pytest.fail(f"another transaction has been running for {seconds} s")


def behind_the_back(statement: str, *params) -> None:
    """What a database administrator with bad intent does: triggers off, change, triggers on."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement, params)
        cursor.execute("SET session_replication_role = DEFAULT")


def test_each_seal_covers_what_came_since_the_last(three_seals):
    assert [seal.count for seal in three_seals] == [2, 1, 1]
    assert [seal.from_tx for seal in three_seals[1:]] == [seal.to_tx for seal in three_seals[:-1]]
    assert three_seals[0].from_tx == 0
    assert len({seal.chained for seal in three_seals} | {GENESIS}) == 4


def test_nothing_new_makes_no_seal(three_seals):
    assert seal_events() is None
    assert EventSeal.objects.count() == 3


def test_an_untouched_trail_is_proved(three_seals, capsys):
    assert verify_seals() is None
    call_command("verify_events")
    assert "3 个封存全部完好" in capsys.readouterr().out


def test_a_changed_act_is_found_and_its_seal_named(three_seals):
    behind_the_back("UPDATE casework_event SET by_name = '别人' WHERE id = %s", _act_of(three_seals[1]))
    assert verify_seals() == Breach(three_seals[1].pk, "内容与封存时不一致")
    with pytest.raises(CommandError, match=f"封存 {three_seals[1].pk}（.+）已被破坏：内容与封存时不一致"):
        call_command("verify_events")


def test_a_removed_act_is_found(three_seals):
    behind_the_back("DELETE FROM casework_event WHERE id = %s", _act_of(three_seals[0]))
    assert verify_seals() == Breach(three_seals[0].pk, "封存 2 条，现有 1 条")


def test_an_act_put_in_later_is_found(three_seals):
    behind_the_back(
        "INSERT INTO casework_event (subject_type, subject_id, action, label, from_status, to_status, desk, by_name,"
        " comment, data, county_code, at, tx) SELECT subject_type, subject_id, action, label, from_status, to_status,"
        " desk, by_name, comment, data, county_code, at, tx FROM casework_event WHERE id = %s",
        _act_of(three_seals[2]),
    )
    assert verify_seals() == Breach(three_seals[2].pk, "封存 1 条，现有 2 条")


def test_a_removed_seal_is_found(three_seals):
    behind_the_back("DELETE FROM casework_eventseal WHERE id = %s", three_seals[1].pk)
    assert verify_seals() == Breach(three_seals[2].pk, "与前一封存不相接，其间的封存被删除")


def test_a_seal_made_to_fit_a_changed_act_breaks_the_chain(three_seals):
    first = three_seals[0]
    behind_the_back("UPDATE casework_event SET comment = '改' WHERE id = %s", _act_of(first))
    _, digest = _digest(first.from_tx, first.to_tx)
    behind_the_back("UPDATE casework_eventseal SET digest = %s WHERE id = %s", digest, first.pk)
    assert verify_seals() == Breach(first.pk, "链值不符")


def test_an_act_that_is_not_committed_waits_for_the_next_seal(committed_db, case, county_officer):
    """Ids are given before commits: a seal by id would close over a number whose act comes later."""
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        record(case, "read", "办得慢", by=county_officer)
        assert pool.submit(seal_in_a_connection_of_its_own).result(timeout=10) is None
    wait_for_older_transactions()
    assert seal_events().count == 1
    assert verify_seals() is None


def seal_in_a_connection_of_its_own():
    try:
        return seal_events()
    finally:
        connection.close()


def _act_of(seal) -> int:
    return Event.objects.filter(tx__gte=seal.from_tx, tx__lt=seal.to_tx).order_by("id").first().pk
