"""Every status in the enterprise's own words, on its page alone."""

from datetime import date

import pytest

from declarations.states import OWNERS, WORKFLOW
from declarations.states import DeclarationStatus as S
from declarations.wording import NOBODY, WORDS, where_it_stands
from pinzibiao.casework.workflow import Desk
from tests.declarations.test_views import page, text
from tests.factories.declarations import declaration_at
from tests.factories.enterprises import ProductFactory


def test_every_status_has_words():
    assert set(WORDS) == set(S)
    assert [status for status, words in WORDS.items() if not (words.now and words.who and words.next_step)] == []


def test_where_somebody_must_act_it_says_what_happens_otherwise():
    silent = {status for status, words in WORDS.items() if not words.otherwise}
    assert silent == {status for status in S if WORKFLOW.ended(status)}


def test_it_names_the_desk_where_the_case_lies():
    named = {
        Desk.ENTERPRISE: "贵企业",
        Desk.COUNTY: "属地市场监管部门",
        Desk.CITY: "市级市场监管部门",
        Desk.EXPERT: "专家组",
        Desk.PUBLICITY: "市级或省级市场监管部门",
        Desk.NOBODY: NOBODY,
    }
    # Nobody's move alone: the authorised enterprise checks itself, the suspended one mends, the notice runs.
    own = {S.AUTHORISED, S.SUSPENDED, S.IN_NOTICE}
    wrong = [status for status in set(S) - own if not WORDS[status].who.startswith(named[OWNERS[status]])]
    assert wrong == []


@pytest.mark.django_db
def test_the_enterprise_reads_them_and_the_offices_do_not(enterprise, people, sign_in):
    case = declaration_at(S.CORRECTION, product=ProductFactory(enterprise=enterprise), people=people)
    told = where_it_stands(case)
    assert [label for label, _ in told] == ["现在", "由谁办理", "截止日期", "接下来", "如果不办"]
    assert isinstance(dict(told)["截止日期"], date)
    for who in (people.clerk, people.signatory):
        body = text(page(sign_in(who), "detail", case.pk))
        assert ("现在到哪一步" in body, "逾期未重新提交的，视为撤回" in body) == (True, True)
    for who in (people.county, people.province):
        assert "现在到哪一步" not in text(page(sign_in(who), "detail", case.pk))
