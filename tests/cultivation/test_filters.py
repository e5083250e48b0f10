"""The library offers a filter of its own to the registry's list of enterprises."""

from datetime import date

import pytest

from cultivation.models import LibraryEntry, Tier
from cultivation.states import EntryStatus
from tests.cast import XIANJU
from tests.factories import enterprises as make

LIST = "/enterprises/"


def stay(enterprise, tier, status, **days) -> None:
    """A stay in the library as it stands, however it came about."""
    LibraryEntry.objects.create(enterprise=enterprise, county=enterprise.county, tier=tier, status=status, **days)


@pytest.fixture
def firms(stage):
    """在库: key; 获标: branded; 回库: left as reserve and came back as key; 候选: not in yet; 出库: left; 无: never."""
    day = date(2025, 1, 1)
    firm = {name: make.EnterpriseFactory(name=name) for name in ("在库", "获标", "回库", "候选", "出库", "无")}
    elsewhere = make.EnterpriseFactory(name="仙居在库", county_id=XIANJU)
    for enterprise in (firm["在库"], elsewhere, firm["回库"]):
        stay(enterprise, Tier.KEY, EntryStatus.LISTED, entered_on=day)
    stay(firm["获标"], Tier.BRANDED, EntryStatus.BRANDED, entered_on=day, branded_on=day)
    stay(firm["回库"], Tier.RESERVE, EntryStatus.LEFT, entered_on=day, left_on=day)
    stay(firm["候选"], Tier.KEY, EntryStatus.CANDIDATE)
    stay(firm["出库"], Tier.SPRINT, EntryStatus.LEFT, entered_on=day, left_on=day)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tier=key", ["回库", "在库"]),
        ("tier=branded", ["获标"]),
        ("tier=reserve", []),
        ("tier=sprint", []),
        ("tier=outside", ["无", "出库", "候选"]),
        ("tier=key&q=在库", ["在库"]),
    ],
)
def test_enterprises_by_their_place_in_the_library(sign_in, county_officer, firms, query, found):
    page = sign_in(county_officer).get(f"{LIST}?{query}")
    assert [row.record.name for row in page.context["table"].table.rows] == found


def test_the_filter_stands_in_the_page_and_among_what_is_chosen(sign_in, county_officer, firms):
    page = sign_in(county_officer).get(f"{LIST}?tier=key")
    assert '<option value="outside">不在培育库</option>' in page.content.decode()
    assert [(one.label, one.words) for one in page.context["chosen"]] == [("培育梯队", "重点")]
