"""Naming a row in one line: what is found, what is told when it is not."""

import pytest
from django.core.exceptions import ValidationError

from enterprises import chooser
from enterprises.forms import EnterpriseChoiceField, IndustryChoiceField, StandardChoiceField
from enterprises.models import Enterprise
from tests.cast import XIANJU
from tests.factories.enterprises import EnterpriseFactory, StandardFactory


@pytest.mark.parametrize(
    "typed",
    [
        "91330113MA2ABC125G",
        "９1330113ma2abc125g",
        "浙江临平试验医药有限公司",
        "临平试验",
        "浙江临平试验医药有限公司（91330113MA2ABC125G）",
    ],
)
def test_an_enterprise_is_named_by_code_or_name(county_officer, enterprise, other_enterprise, typed):
    assert EnterpriseChoiceField(county_officer).clean(typed) == enterprise


@pytest.mark.parametrize("typed", ["仙居外县器械有限公司", "没有这一家", "<script>", "🎉"])
def test_outside_the_scope_nothing_is_found(county_officer, enterprise, other_enterprise, typed):
    with pytest.raises(ValidationError, match="在您的范围内没有找到这家企业"):
        EnterpriseChoiceField(county_officer).clean(typed)


def test_the_code_of_another_county_is_not_found_either(county_officer, other_enterprise):
    with pytest.raises(ValidationError, match="没有找到"):
        EnterpriseChoiceField(county_officer).clean(other_enterprise.uscc)


def test_several_of_one_name_ask_for_the_code(county_officer):
    EnterpriseFactory.create_batch(2, name="同名有限公司")
    with pytest.raises(ValidationError, match="有多家企业符合"):
        EnterpriseChoiceField(county_officer).clean("同名")


def test_the_whole_name_wins_over_a_part(county_officer):
    short = EnterpriseFactory(name="临平药业")
    EnterpriseFactory(name="新临平药业集团")
    assert EnterpriseChoiceField(county_officer).clean("临平药业") == short


def test_nobody_may_name_anything(nobody, enterprise):
    with pytest.raises(ValidationError):
        EnterpriseChoiceField(nobody).clean(enterprise.uscc)
    with pytest.raises(ValidationError):
        EnterpriseChoiceField().clean(enterprise.uscc)


def test_an_empty_line(county_officer):
    assert EnterpriseChoiceField(county_officer, required=False).clean("") is None
    with pytest.raises(ValidationError):
        EnterpriseChoiceField(county_officer).clean("  ")


def test_a_stored_row_shows_its_words(enterprise):
    words = "浙江临平试验医药有限公司（91330113MA2ABC125G）"
    assert EnterpriseChoiceField().prepare_value(enterprise.pk) == words
    assert EnterpriseChoiceField().prepare_value("浙江临") == "浙江临"


@pytest.mark.parametrize("typed", ["C2770", "2770", "c2770", "C2770 卫生材料及医药用品制造"])
def test_an_industry_is_named_by_code_or_name(db, typed):
    assert IndustryChoiceField().clean(typed).pk == "C2770"


def test_an_industry_by_name_is_the_finest_class(db):
    assert IndustryChoiceField().clean("卫生材料及医药用品制造").pk == "C2770"


@pytest.mark.parametrize("typed", ["C9999", "99", "不存在的行业", "🎉"])
def test_no_such_industry(db, typed):
    with pytest.raises(ValidationError, match="没有找到这个行业"):
        IndustryChoiceField().clean(typed)


@pytest.mark.parametrize("typed", ["T/ZZB 0123—2020", "T/ZZB0123-2020", "一次性输液器", "T/ZZB 0123—2020 一次性输液器"])
def test_a_standard_is_named_by_number_or_title(db, typed):
    standard = StandardFactory(number="T/ZZB 0123—2020", title="一次性输液器")
    StandardFactory()
    assert StandardChoiceField().clean(typed) == standard


def test_no_such_standard(db):
    with pytest.raises(ValidationError, match="标准库中没有找到"):
        StandardChoiceField().clean("T/ZZB 9999-2020")


def test_offers_are_bounded(county_officer):
    EnterpriseFactory.create_batch(chooser.OFFERED + 3, county_id=XIANJU)
    assert len(chooser.offers(Enterprise.objects.all(), "浙江")) == chooser.OFFERED
    assert chooser.offers(Enterprise.objects.all(), "  ") == []


@pytest.mark.parametrize("name", ["enterprise", "q"])
def test_the_page_of_suggestions_keeps_to_the_scope(sign_in, county_officer, enterprise, other_enterprise, name):
    answer = sign_in(county_officer).get("/enterprises/choose/", {name: "有限公司"})
    assert answer.content.decode().strip() == '<option value="浙江临平试验医药有限公司（91330113MA2ABC125G）"></option>'


def test_suggestions_for_industries_and_standards(sign_in, clerk, nobody):
    StandardFactory(number="T/ZZB 0123—2020", title="输液器")
    assert 'value="C2770 ' in sign_in(clerk).get("/enterprises/choose/industry/?industry=C277").content.decode()
    assert "T/ZZB 0123—2020 输液器" in sign_in(clerk).get("/enterprises/choose/standard/?q=zzb0123-").content.decode()
    assert "输液器" not in sign_in(nobody).get("/enterprises/choose/standard/?q=输液").content.decode()
