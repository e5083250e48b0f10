"""The chain of edits on the page of a visit: who, when, and the words that were not taken."""

import pytest

from tests.factories.visits import plan_visit
from tests.visits.test_syncing import filled, send, sent
from visits.edits import chain_of
from visits.sheet import fingerprint, sheet_of
from visits.syncing import receive_record


@pytest.fixture
def met(enterprise, expert_user, second_expert_user, county_officer):
    """Two experts wrote at once: the second one's words were not taken."""
    case = plan_visit(enterprise, [expert_user.expert, second_expert_user.expert], county=county_officer)
    base = fingerprint(sheet_of(case))
    same = filled(case, conclusion="先到的结论。")
    send(case, expert_user, same)
    late = same | {"conclusion": "后到的结论。", "score_technology": "2"}
    late["problems"] = filled(case, "后到的问题")["problems"]
    receive_record(case, sent(late, base), by=second_expert_user)
    case.refresh_from_db()
    return case


def test_what_was_not_taken_can_be_read(met, second_expert_user):
    taken, lost = chain_of(met)
    assert (taken.edit.outcome, taken.lost) == ("saved", [])
    assert (lost.edit.by, lost.edit.outcome) == (second_expert_user, "conflict")
    assert lost.lost == [("帮扶结论", "后到的结论。"), ("质量技术评分", "2"), ("发现问题", "后到的问题")]


def test_the_page_shows_it_to_experts_and_regulators_only(met, expert_user, county_officer, clerk, sign_in):
    pages = [sign_in(one).get(met.get_absolute_url()).content.decode() for one in (expert_user, county_officer, clerk)]
    assert ["后到的结论。" in page for page in pages] == [True, True, False]
