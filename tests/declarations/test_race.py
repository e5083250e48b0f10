"""Two people at the same case in the same second, each on a connection of their own."""

import threading
from functools import partial
from itertools import combinations_with_replacement

import pytest
from django.db import connection

from declarations import actions
from declarations.checklist import mark_rest_met
from declarations.models import Declaration, Objection
from declarations.selectors import open_notice_of
from declarations.states import WORKFLOW
from declarations.states import DeclarationStatus as S
from pinzibiao.casework.actions import events_of
from pinzibiao.casework.models import DatedSetting, Event
from pinzibiao.casework.refusals import Refused, WrongStatus
from pinzibiao.casework.workflow import Desk
from tests.cast import person
from tests.clone import cloned
from tests.factories.declarations import People, act_of, declaration_at, prepare, step
from tests.factories.enterprises import ProductFactory

CONCLUSIONS = ("conclude_site_check", "conclude_pass", "conclude_fail")


def at_once(*acts) -> list:
    """Run the functions together; each answer is what it gave or the exception it raised."""
    barrier, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act) -> None:
        try:
            barrier.wait(10)
            answers[place] = act()
        except Exception as refusal:
            answers[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


def test_two_officers_pass_at_once_and_one_reads_who_was_first(committed_db):
    case = declaration_at(S.FORM_REVIEW)
    second = People.of(case.enterprise).county_second
    mark_rest_met(case, by=second)
    third = person("w-third", "县审核乙", "county", "330113", "reviewer")
    answers = at_once(
        lambda: actions.take(Declaration.objects.get(pk=case.pk), "pass_form_review", by=second),
        lambda: actions.take(Declaration.objects.get(pk=case.pk), "pass_form_review", by=third),
    )
    refusals = [one for one in answers if isinstance(one, Exception)]
    assert len(refusals) == 1
    winner = events_of(case).get(action="pass_form_review").by_name
    assert isinstance(refusals[0], WrongStatus)
    assert f"{winner} 已于" in str(refusals[0])
    case.refresh_from_db()
    assert case.status == S.ASSIGNMENT


def test_two_clerks_begin_the_same_product_and_get_one_draft(committed_db):
    product = ProductFactory()
    clerk = People.of(product.enterprise).clerk
    answers = at_once(*(lambda: actions.create_draft(product, by=clerk) for _ in range(2)))
    assert {case.pk for case, _ in answers} == {Declaration.objects.get().pk}
    assert sorted(is_new for _, is_new in answers) == [False, True]


def test_numbers_taken_at_once_differ_and_leave_no_gap(committed_db):
    first = declaration_at(S.DRAFT)
    people = People.of(first.enterprise)
    other = declaration_at(S.DRAFT, product=ProductFactory(enterprise=first.enterprise), people=people)
    at_once(
        *(
            lambda pk=case.pk: actions.take(Declaration.objects.get(pk=pk), "submit", by=people.signatory)
            for case in (first, other)
        )
    )
    numbers = sorted(Declaration.objects.values_list("number", flat=True))
    assert [number[-4:] for number in numbers] == ["0001", "0002"]


def test_objections_at_once_do_not_exceed_the_limit(committed_db):
    case = declaration_at(S.IN_NOTICE)
    DatedSetting.objects.create(key="declarations.objections_a_notice", valid_from="2020-01-01", value=2)
    notice = open_notice_of(case)
    fields = {"name": "周公众", "contact": "zhou@example.cn", "content": "材质不符。"}
    acts = [partial(actions.file_objection, notice, address=f"10.9.8.{n}", **fields) for n in range(4)]
    answers = at_once(*acts)
    assert sorted(type(one).__name__ for one in answers) == ["Objection", "Objection", "Refused", "Refused"]
    assert Objection.objects.count() == 2


@pytest.fixture(scope="module")
def races_db(django_db_setup, django_db_blocker):
    """One database for all pairs: each has a case of its own."""
    with django_db_blocker.unblock(), cloned("every_race"):
        yield


@pytest.mark.parametrize("status", [status for status in S if WORKFLOW.leaving(status)])
def test_of_two_acts_at_once_each_happens_whole_or_not_at_all(races_db, status):
    for pair in combinations_with_replacement(WORKFLOW.leaving(status), 2):
        case = declaration_at(status)
        acts = ready(case, pair)
        check(case, pair, at_once(*acts))


def ready(case: Declaration, pair) -> list:
    """Both acts, as two people hold them on their pages, with everything there that they need."""
    people = People.of(case.enterprise)
    if all(move.action in CONCLUSIONS for move in pair):
        step(case, "evaluate", people)
    actions_held = {move.action for move in pair}
    for action in actions_held:
        prepare(case, action, people)
    case.refresh_from_db()
    acts = {action: held(case, action, *act_of(case, action, people)) for action in actions_held}
    return [acts[move.action] for move in pair]


def held(case: Declaration, action: str, by, answers: dict):
    seen = {} if by is None else {"expected": case.moves}
    return lambda: actions.take(
        Declaration.objects.get(pk=case.pk), action, by=by, comment="情况属实，同意。", data=answers, **seen
    )


def check(before: Declaration, pair, answers: list) -> None:
    case, names = Declaration.objects.get(pk=before.pk), [move.action for move in pair]
    done = [one for one in answers if isinstance(one, Event)]
    assert all(isinstance(one, Refused) for one in answers if one not in done), (names, answers)
    # A page shows what it was made for; the night looks for itself, and may come second.
    most = 2 if Desk.SYSTEM in {move.desk for move in pair} else 1
    assert 1 <= len(done) <= most, (names, answers)
    assert case.moves == before.moves + len(done), names
    assert case.status == max(done, key=lambda event: event.pk).to_status, names
