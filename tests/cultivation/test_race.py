"""Two officers at once."""

from threading import Barrier, Thread

from django.db import connection

from cultivation.actions import PROBLEM_PROCEDURE
from cultivation.models import Problem
from pinzibiao.casework.actions import events_of
from pinzibiao.casework.refusals import WrongStatus
from tests.factories.cultivation import ProblemFactory, walk_problem


def test_of_two_who_close_at_once_one_wins_and_the_other_reads_why(
    committed_db, enterprise, clerk, expert_user, county_officer, county_second, county_leader
):
    problem = ProblemFactory(enterprise=enterprise, by=expert_user)
    walk_problem(problem, "verified", enterprise=clerk, county=county_officer, second=county_second)
    start, outcomes = Barrier(2), {}

    def close(person):
        mine = Problem.objects.get(pk=problem.pk)
        start.wait(timeout=10)
        try:
            PROBLEM_PROCEDURE.take(mine, "close", by=person)
            outcomes[person.name] = "closed"
        except WrongStatus as refusal:
            outcomes[person.name] = str(refusal)
        finally:
            connection.close()

    threads = [Thread(target=close, args=(person,)) for person in (county_second, county_leader)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    problem.refresh_from_db()
    winner = problem.closed_by.name
    loser = ({county_second.name, county_leader.name} - {winner}).pop()
    assert outcomes[winner] == "closed"
    assert outcomes[loser].startswith(f"{winner} 已于 ") and "「销号」" in outcomes[loser]
    assert events_of(problem).filter(action="close").count() == 1
