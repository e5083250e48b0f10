"""Who is proposed for a visit, in what order, and what is said for and against each."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from enterprises.models import Industry
from experts.models import Expert
from tests.cast import HANGZHOU, LINPING, TAIZHOU
from tests.factories.experts import expert_at
from tests.factories.visits import plan_visit
from visits.candidates import candidates, need_of
from visits.models import HelpVisit


@pytest.fixture
def listed(province_handler):
    def make(name, **fields):
        return expert_at("listed", province=province_handler, name=name, **fields)

    return make


def names(enterprise, dimension="technology", **more):
    return [one.expert.name for one in candidates(enterprise, need_of(enterprise, dimension), **more)]


def test_industry_goes_before_field_before_place(enterprise, listed):
    far = listed("行业", region_id=TAIZHOU, fields=["brand"])
    far.industries.add(Industry.objects.get(pk=enterprise.industry_id[:3]))
    listed("专长", region_id=TAIZHOU, fields=["technology"])
    listed("本县", region_id=LINPING, fields=["brand"])
    listed("本市", region_id=HANGZHOU, fields=["brand"])
    assert names(enterprise) == ["行业", "专长", "本县", "本市"]


def test_the_less_loaded_then_the_better_rated_goes_first(enterprise, other_enterprise, listed, county_officer):
    busy, liked, new = listed("忙"), listed("好评"), listed("新")
    plan_visit(enterprise, [busy], county=county_officer)
    for expert, rating in ((liked, 5), (busy, 5)):
        visit = plan_visit(enterprise, [expert], county=county_officer)
        HelpVisit.objects.filter(pk=visit.pk).update(status="cancelled", rating=rating)
    found = {one.expert.name: one.grounds for one in candidates(enterprise, need_of(enterprise, "technology"))}
    assert list(found) == ["好评", "新", "忙"]
    assert found["好评"][-2:] == ["在办帮扶 0 次", "企业评价平均 5.0 分"]
    assert found["忙"][-2:] == ["在办帮扶 1 次", "企业评价平均 5.0 分"]
    assert Expert.objects.get(pk=new.pk).name == "新"


def test_who_is_busy_on_the_day_is_told(enterprise, listed, county_officer):
    day = timezone.localdate() + timedelta(days=9)
    plan_visit(enterprise, [listed("忙")], county=county_officer, planned_on=day)
    need = need_of(enterprise, "technology")
    assert "当日已有帮扶 1 次" in candidates(enterprise, need, day)[0].grounds
    assert "当日已有帮扶 1 次" not in candidates(enterprise, need, day + timedelta(days=1))[0].grounds


def test_out_of_term_is_left_out_unless_kept(enterprise, listed):
    old = listed("期满", term_from=date(2020, 1, 1), term_to=None)
    Expert.objects.filter(pk=old.pk).update(term_to=date(2021, 1, 1))
    need = need_of(enterprise, "technology")
    assert candidates(enterprise, need) == []
    kept = candidates(enterprise, need, keep=[str(old.pk)])
    assert kept[0].reasons == ["不在库或不在聘期内，不能派出。", "尚未开通账号，不能在线接单。"]


@pytest.mark.parametrize("count", [1, 3])
def test_many_ask_as_often_as_one(count, enterprise, listed, django_assert_num_queries):
    for number in range(count):
        listed(f"专家{number}")
    need = need_of(enterprise, "technology")
    with django_assert_num_queries(4):
        assert len(candidates(enterprise, need, date(2026, 3, 2))) == count


def test_the_page_recommends_within_ones_own_place(enterprise, other_enterprise, expert_user, county_officer, sign_in):
    client = sign_in(county_officer)
    url = reverse("visits:match")
    page = client.get(url, {"enterprise": enterprise.uscc, "dimension": "brand"})
    assert [one.expert for one in page.context["rows"]] == [expert_user.expert]
    foreign = client.get(url, {"enterprise": other_enterprise.uscc})
    assert foreign.context["rows"] is None
    assert set(foreign.context["form"].errors) == {"enterprise"}
    assert client.get(url, {"problem": "999999"}).status_code == 404


def test_a_further_industry_counts_too(enterprise, listed):
    enterprise.further_industries.create(industry_id="C3589")
    one = listed("兼营行业")
    one.industries.add(Industry.objects.get(pk="C358"))
    assert candidates(enterprise, need_of(enterprise, ""))[0].grounds[0].startswith("熟悉行业：")
