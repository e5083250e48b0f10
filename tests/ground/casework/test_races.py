"""Several officers at the same case in the same moment, each in a connection of their own."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection, transaction

from enterprises.models import AccountRequest
from pinzibiao.casework.actions import events_of
from pinzibiao.casework.refusals import Busy, Refused, WrongStatus
from tests.ground.casework.conftest import make_case


def together(*acts) -> list:
    """Run every act in a thread and a connection of its own, at once; their results or refusals, in order."""
    barrier = Barrier(len(acts))

    def run(act):
        try:
            barrier.wait(timeout=10)
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_eight_decide_at_once_and_one_decides(committed_db, procedure, case, county_officer, county_second):
    def decide(by):
        return lambda: procedure.take(AccountRequest.objects.get(pk=case.pk), "open", by=by)

    results = together(*[decide(by) for by in (county_officer, county_second) * 4])
    refused = [result for result in results if isinstance(result, WrongStatus)]
    assert len(refused) == 7
    assert all("已于" in str(refusal) for refusal in refused)
    assert events_of(case).filter(action="open").count() == 1
    case.refresh_from_db()
    assert (case.status, case.moves) == ("opened", 1)


def test_one_form_sent_eight_times_at_once_makes_one_act(committed_db, procedure, case, county_officer):
    key = uuid.uuid4()

    def send():
        return procedure.take(AccountRequest.objects.get(pk=case.pk), "look", by=county_officer, key=key)

    results = together(*[send] * 8)
    assert len({event.pk for event in results}) == 1
    assert events_of(case).count() == 1


def test_acts_on_different_cases_do_not_wait_for_each_other(committed_db, procedure, case, county_officer):
    cases = [case, *[make_case(uscc=case.uscc) for _ in range(3)]]
    results = together(*[lambda c=c: procedure.take(c, "look", by=county_officer) for c in cases])
    assert [result.subject_id for result in results] == [c.pk for c in cases]


def test_who_waits_too_long_for_a_colleague_is_told_so(committed_db, procedure, case, county_officer):
    def wait():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = 100")
        return procedure.take(AccountRequest.objects.get(pk=case.pk), "look", by=county_officer)

    with transaction.atomic():
        AccountRequest.objects.select_for_update().get(pk=case.pk)
        (refusal,) = together(wait)
    assert isinstance(refusal, Busy)
    assert str(refusal) == "另一位同事正在办理这件事项，请稍候几秒再试。"
