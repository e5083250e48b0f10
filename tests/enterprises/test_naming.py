"""What is stored of a name so that it is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enterprises import naming
from enterprises.models import Enterprise
from tests.factories.enterprises import EnterpriseFactory

NAME = "杭州胡庆余堂药业有限公司"


def test_a_name_is_stored_by_its_pairs_gaps_sounds_and_initials():
    spelt = naming.spelling(["贝达药业股份有限公司"])
    assert spelt.names == "贝达药业股份有限公司"
    assert spelt.sounds == "beidayaoye bdyy"
    assert spelt.keys == sorted(["贝达", "达药", "药业", "贝·药", "达·业", "beida", "dayao", "yaoye", "bdy", "dyy"])


def test_former_names_follow_on_lines_of_their_own():
    spelt = naming.spelling([NAME, "杭州胡庆余堂制药厂"])
    assert spelt.names.split("\n") == [NAME, "杭州胡庆余堂制药厂"]
    assert {"制药", "药业"} <= set(spelt.keys)


@pytest.mark.parametrize(
    ("typed", "core"),
    [
        (NAME, "杭州胡庆余堂药业"),
        ("药业有限", "药业"),
        ("药业股份有限公", "药业"),
        ("药业", "药业"),
        ("ａｂｃ （杭州）药业", "ABC杭州药业"),
    ],
)
def test_what_is_asked_loses_the_legal_form_even_a_begun_one(typed, core):
    assert naming.asked_core(typed) == core


@pytest.mark.parametrize(
    ("core", "syllables"),
    [
        ("长兴", ["chang", "xing"]),
        ("会长", ["hui", "zhang"]),
        ("重庆", ["chong", "qing"]),
        ("绿喆A1", ["lv", "zhe", "a", "1"]),
    ],
)
def test_a_character_is_read_by_its_neighbours(core, syllables):
    assert naming.syllables_of(core) == syllables


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=30))
def test_any_name_can_be_stored(name):
    assert len(naming.syllables_of(naming.core_of(name))) == len(naming.core_of(name))


@pytest.mark.django_db
def test_saving_keeps_the_former_names():
    enterprise = EnterpriseFactory(name=NAME)
    naming.set_former_names(enterprise, ["杭州老药号"])
    enterprise.save()
    enterprise = Enterprise.objects.get(pk=enterprise.pk)
    enterprise.name = "杭州新药业有限公司"
    enterprise.save()
    enterprise.refresh_from_db()
    assert enterprise.search_names.split("\n") == ["杭州新药业有限公司", "杭州老药号"]
    assert ("新药" in enterprise.search_keys, "胡庆" in enterprise.search_keys) == (True, False)
