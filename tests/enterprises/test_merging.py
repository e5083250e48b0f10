"""Two records of one enterprise become one: nothing is lost, nothing is doubled, and the old ways still lead there."""

from contextlib import nullcontext
from datetime import date
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError

from declarations.models import Declaration
from enterprises import actions, chooser, repointing, selectors
from enterprises.models import (
    BrandHolder,
    Certificate,
    Enterprise,
    Member,
    MergedEnterprise,
    Product,
    QualityAward,
    StandardDrafter,
    SystemCertificate,
    YearFigure,
)
from enterprises.search import search
from experts.models import Interest
from pinzibiao.casework.actions import events_of
from pinzibiao.casework.refusals import Refused
from pinzibiao.regions.models import Region
from projects.models import Project
from tests.cast import LINPING, XIANJU, uscc
from tests.factories import cultivation as grow
from tests.factories import enterprises as make
from tests.factories.exchange import checked
from tests.factories.visits import ask_for_help, plan_visit
from tests.ground.files.conftest import store  # noqa: F401 files go to a folder of the test's own


@pytest.fixture
def double(enterprise) -> Enterprise:
    """The same enterprise, registered a second time under a mistaken code."""
    return make.EnterpriseFactory(name="临平试验医药公司", plant_address="别处", established_on=date(2001, 1, 1))


def _pointing(row) -> dict[str, int]:
    """What points at ``row``, counted field by field."""
    found = {}
    for field in repointing.pointing_at(Enterprise):
        count = field.model._base_manager.filter(**{field.attname: row.pk}).count()
        found[f"{field.model._meta.label}.{field.name}"] = count
    return found


def _one_of_each(double, county, expert_user, xianju) -> None:
    """A row of every kind that points at an enterprise."""
    product = make.ProductFactory(enterprise=double)
    for factory in (
        make.ContactFactory,
        make.YearFigureFactory,
        make.QualityAwardFactory,
        make.QualityOfficerFactory,
        make.SystemCertificateFactory,
        make.FurtherIndustryFactory,
        make.CertificateFactory,
        make.BrandHolderFactory,
    ):
        factory(enterprise=double)
    make.AccountRequestFactory(enterprise=double)
    StandardDrafter.objects.create(standard=make.StandardFactory(lead_drafter=double), position=1, enterprise=double)
    double.earlier_names.create(name="更早的名称", used_until=date(2020, 1, 1))
    place = Region.objects.get(pk=LINPING)
    double.moves.create(from_county=xianju, to_county=place, moved_on=date(2020, 1, 1), reason="迁入")
    MergedEnterprise.objects.create(uscc=uscc(77), name="再早的", old_id=1, county=place, merged_into=double, by=county)
    Declaration.objects.create(enterprise=double, product=product, county_id=LINPING, prepared_by=county)
    grow.LibraryEntryFactory(enterprise=double, by=county)
    problem = grow.ProblemFactory(enterprise=double, by=county)
    grow.MeasureFactory(enterprise=double, by=county, problems=[problem])
    grow.BenchmarkProductFactory(enterprise=double, product=product)
    grow.StandardPlanFactory(enterprise=double)
    grow.SavingFactory(problem=problem, by=county)
    plan_visit(double, [expert_user.expert], county=county)
    ask_for_help(double, by=county)
    Interest.objects.create(expert=expert_user.expert, enterprise=double, kind="worked")
    Project.objects.create(
        title="攻坚", kind="breakthrough", year=2024, office_id=LINPING, enterprise=double, created_by=county
    )


def test_everything_that_points_at_an_enterprise_moves(
    enterprise, double, county_officer, county_second, other_clerk, expert_user, other_enterprise
):
    """A new foreign key to an enterprise that this test makes no row of fails it."""
    _one_of_each(double, county_officer, expert_user, Region.objects.get(pk=XIANJU))
    Member.objects.filter(user=other_clerk).update(enterprise=double)
    before = _pointing(double)
    assert {name for name, count in before.items() if not count} == set()
    trace = actions.merge_enterprises(enterprise, double, by=county_officer)
    after = _pointing(enterprise)
    # The name and the code of the double are two rows more.
    more = {"enterprises.FormerName.enterprise": 1, "enterprises.MergedEnterprise.merged_into": 1}
    assert after == {name: count + more.get(name, 0) for name, count in before.items()}
    assert sum(trace.counts.values()) == sum(before.values())
    assert not Enterprise.objects.filter(pk=double.pk).exists()


def test_what_is_kept_of_the_other(enterprise, double, county_officer):
    old_id, old_code = double.pk, double.uscc
    actions.merge_enterprises(enterprise, double, by=county_officer)
    enterprise.refresh_from_db()
    trace = MergedEnterprise.objects.get()
    assert (trace.uscc, trace.name, trace.old_id, trace.merged_into, trace.by) == (
        old_code,
        "临平试验医药公司",
        old_id,
        enterprise,
        county_officer,
    )
    assert [row.name for row in enterprise.earlier_names.all()] == ["临平试验医药公司"]
    assert (enterprise.plant_address, enterprise.established_on) == (
        "杭州市临平区东湖街道试验路1号",
        date(2001, 1, 1),
    )
    event = events_of(enterprise).last()
    assert (event.action, event.by_id, event.data["uscc"]) == ("merge", county_officer.pk, old_code)
    last = Enterprise.pgh_event_model.objects.filter(pgh_obj_id=old_id).latest("pgh_id")
    assert (last.pgh_label, last.name) == ("delete", "临平试验医药公司")


def test_the_old_code_and_the_old_name_lead_to_the_kept_record(enterprise, double, county_officer):
    old_code = double.uscc
    actions.merge_enterprises(enterprise, double, by=county_officer)
    rows = Enterprise.objects.all()
    for words in (old_code, old_code[8:], "临平试验医药公司"):
        assert list(search(rows, words)) == [enterprise]
    assert chooser.find_enterprise(rows, old_code) == enterprise
    assert selectors.by_code(old_code) == enterprise


def test_the_old_code_is_not_registered_again(sign_in, enterprise, double, county_officer):
    old_code = double.uscc
    actions.merge_enterprises(enterprise, double, by=county_officer)
    typed = {"uscc": old_code, "name": "再建有限公司", "industry": "C2770", "scale": "small"}
    page = sign_in(county_officer).post("/enterprises/new/", typed)
    assert (page.status_code, page.context["existing"]) == (422, enterprise)
    row = {"统一社会信用代码": old_code, "企业名称": "再建有限公司", "属地": "临平区", "国民经济行业": "C2770"}
    case = checked(county_officer, [row])
    assert ["已并入另一家企业" in fault.message for fault in case.faults.all()] == [True]
    items = checked(county_officer, [{"企业": old_code, "姓名": "周联系", "手机": "13900000000"}], kind="contact")
    assert (items.created_count, items.wrong_count) == (1, 0)


def test_a_request_for_an_account_by_the_old_code_is_of_the_kept_record(enterprise, double, county_officer):
    case = make.AccountRequestFactory(uscc=double.uscc)
    actions.merge_enterprises(enterprise, double, by=county_officer)
    data = {"kind": "clerk", "person_name": "申请人", "mobile": "13900000000", "username": "qy-new-1"}
    actions.take(case, "open", by=county_officer, data=data)
    assert case.enterprise == enterprise
    assert Enterprise.objects.count() == 1


def test_merged_twice_the_first_trace_follows(enterprise, double, county_officer):
    third = make.EnterpriseFactory()
    first = actions.merge_enterprises(double, third, by=county_officer)
    actions.merge_enterprises(enterprise, double, by=county_officer)
    first.refresh_from_db()
    assert first.merged_into == enterprise
    assert selectors.by_code(third.uscc) == enterprise


def test_open_cases_of_another_county_come_along(enterprise, other_enterprise, province_handler, xianju_officer):
    entry = grow.LibraryEntryFactory(enterprise=other_enterprise, by=xianju_officer)
    left = grow.walk_entry(
        grow.LibraryEntryFactory(enterprise=make.EnterpriseFactory(county_id=XIANJU), by=xianju_officer),
        "left",
        county=xianju_officer,
    )
    actions.merge_enterprises(enterprise, other_enterprise, by=province_handler)
    actions.merge_enterprises(enterprise, left.enterprise, by=province_handler)
    for row in (entry, left):
        row.refresh_from_db()
    assert (entry.county_id, left.county_id) == (LINPING, XIANJU)


# What both have


def test_rows_that_agree_become_one(enterprise, double, county_officer):
    for holder, more in ((enterprise, {"brand_sales_wan": None}), (double, {"brand_sales_wan": Decimal(300)})):
        make.YearFigureFactory(enterprise=holder, year=2024, revenue_wan=Decimal(1000), **more)
        make.QualityAwardFactory(enterprise=holder, name="杭州市人民政府质量奖", year=2022)
        make.SystemCertificateFactory(enterprise=holder, number="Q1")
    actions.merge_enterprises(enterprise, double, by=county_officer)
    assert YearFigure.objects.get().brand_sales_wan == Decimal(300)
    assert QualityAward.objects.get().enterprise == enterprise
    assert SystemCertificate.objects.get().enterprise == enterprise


def test_the_same_product_takes_over_what_hung_on_the_other(enterprise, double, county_officer, clerk):
    mine, other = (
        make.ProductFactory(enterprise=holder, name="输液器", standard=None, trademark=mark)
        for holder, mark in ((enterprise, ""), (double, "示例牌"))
    )
    draft = Declaration.objects.create(enterprise=double, product=other, county_id=LINPING, prepared_by=clerk)
    benchmark = grow.BenchmarkProductFactory(enterprise=double, product=other)
    plans = [grow.StandardPlanFactory(enterprise=double) for _ in "ab"]
    plans[0].products.add(mine, other)
    plans[1].products.add(other)
    actions.merge_enterprises(enterprise, double, by=county_officer)
    for row in (draft, benchmark, mine):
        row.refresh_from_db()
    assert (draft.product, benchmark.product, mine.trademark) == (mine, mine, "示例牌")
    assert [list(plan.products.all()) for plan in plans] == [[mine], [mine]]
    assert Product.objects.get() == mine


def test_a_brand_carried_by_either_was_carried(enterprise, double, county_officer):
    make.BrandHolderFactory(
        enterprise=enterprise, first_valid_on=date(2022, 5, 1), is_current=False, ended_on=date(2023, 1, 1)
    )
    make.BrandHolderFactory(enterprise=double, first_valid_on=date(2021, 5, 1))
    actions.merge_enterprises(enterprise, double, by=county_officer)
    rows = BrandHolder.objects.values_list("enterprise", "first_valid_on", "is_current", "ended_on")
    assert list(rows) == [(enterprise.pk, date(2021, 5, 1), True, None)]


def test_the_brand_follows_the_certificates_of_both(enterprise, double, county_officer):
    for holder, number, issued in ((enterprise, "ZJM-1", date(2022, 5, 1)), (double, "ZJM-2", date(2021, 5, 1))):
        paper = make.CertificateFactory.build(
            enterprise=holder, number=number, standard=None, issued_on=issued, valid_to=date(2099, 1, 1)
        )
        actions.record_certificate(paper, by=county_officer)
    actions.merge_enterprises(enterprise, double, by=county_officer)
    holder = BrandHolder.objects.get()
    assert (holder.enterprise, holder.first_valid_on, holder.is_current) == (enterprise, date(2021, 5, 1), True)
    assert holder.periods.count() == 1
    assert Certificate.objects.filter(enterprise=enterprise).count() == 2


def _figures(enterprise, double, *people):
    for holder, revenue in ((enterprise, 1000), (double, 1200)):
        make.YearFigureFactory(enterprise=holder, year=2024, revenue_wan=Decimal(revenue), brand_sales_wan=None)


def _entries(enterprise, double, county, clerk):
    for holder in (enterprise, double):
        grow.LibraryEntryFactory(enterprise=holder, by=county)


def _declarations(enterprise, double, county, clerk):
    for holder in (enterprise, double):
        product = make.ProductFactory(enterprise=holder, name="输液器", standard=None)
        Declaration.objects.create(enterprise=holder, product=product, county_id=LINPING, prepared_by=clerk)


@pytest.mark.parametrize(
    ("clash", "words"),
    [
        (_figures, "年度经营数据「2024 年」不一致：营业收入（万元）分别为「1,000.00」和「1,200.00」"),
        (_entries, "两份档案各有一件未办结的培育企业"),
        (_declarations, "两份档案各有一件未办结的自我声明"),
    ],
)
def test_what_contradicts_itself_is_told_and_nothing_is_merged(enterprise, double, county_officer, clerk, clash, words):
    clash(enterprise, double, county_officer, clerk)
    before = _pointing(enterprise), _pointing(double)
    with pytest.raises(Refused) as refusal:
        actions.merge_enterprises(enterprise, double, by=county_officer)
    assert len(refusal.value.problems) == 1
    assert words in refusal.value.problems[0]
    assert (_pointing(enterprise), _pointing(double)) == before
    assert not MergedEnterprise.objects.exists()


def test_all_contradictions_are_told_at_once(enterprise, double, county_officer, clerk):
    for clash in (_figures, _entries, _declarations):
        clash(enterprise, double, county_officer, clerk)
    with pytest.raises(Refused) as refusal:
        actions.merge_enterprises(enterprise, double, by=county_officer)
    assert len(refusal.value.problems) == 3


# Who, and where


@pytest.mark.parametrize(
    ("person", "both", "may"),
    [
        ("province_handler", False, True),
        ("county_officer", True, True),
        ("county_officer", False, False),
        ("xianju_officer", False, False),
        ("city_officer", True, False),
        ("clerk", True, False),
    ],
)
def test_who_merges(request, enterprise, double, other_enterprise, person, both, may):
    other = double if both else other_enterprise
    with nullcontext() if may else pytest.raises(Refused, match="由省级市场监管部门办理"):
        actions.merge_enterprises(enterprise, other, by=request.getfixturevalue(person))
    assert Enterprise.objects.filter(pk=other.pk).exists() != may


def test_an_enterprise_is_not_merged_with_itself(enterprise, county_officer):
    with pytest.raises(Refused, match="另一份"):
        actions.merge_enterprises(enterprise, enterprise, by=county_officer)


def test_choosing_comparing_and_confirming(sign_in, enterprise, double, county_officer):
    make.ContactFactory.create_batch(2, enterprise=double)
    client, base = sign_in(county_officer), f"{enterprise.get_absolute_url()}merge/"
    assert client.post(base, {"other": enterprise.uscc}).status_code == 422
    step = client.post(base, {"other": double.uscc})
    assert step.url == f"{base}{double.pk}/"
    page = client.get(step.url)
    assert "联系人 2 条" in page.context["consequences"][0]
    compared = {row["label"]: (row["kept"], row["gone"], row["differs"]) for row in page.context["rows"]}
    assert compared["属地"] == ("临平区", "临平区", False)
    assert compared["成立日期"] == ("", "2001-01-01", True)
    assert client.post(step.url).url == enterprise.get_absolute_url()
    assert client.get(step.url).status_code == 404
    moved = client.get(f"/enterprises/{double.pk}/")
    assert moved.url == enterprise.get_absolute_url()
    assert any("已并入" in str(message) for message in get_messages(moved.wsgi_request))


def test_a_clash_is_shown_on_the_page(sign_in, enterprise, double, county_officer):
    _figures(enterprise, double)
    page = sign_in(county_officer).post(f"{enterprise.get_absolute_url()}merge/{double.pk}/")
    assert page.status_code == 409
    assert "营业收入（万元）分别为" in page.content.decode()


def test_the_old_address_leads_nobody_who_may_not_see_the_kept_record(
    sign_in, enterprise, double, county_officer, xianju_officer
):
    actions.merge_enterprises(enterprise, double, by=county_officer)
    assert sign_in(xianju_officer).get(f"/enterprises/{double.pk}/").status_code == 404


def test_a_county_does_not_reach_for_a_record_of_another(sign_in, enterprise, other_enterprise, county_officer):
    client, base = sign_in(county_officer), f"{enterprise.get_absolute_url()}merge/"
    assert client.get(f"{base}{other_enterprise.pk}/").status_code == 404
    assert client.post(base, {"other": other_enterprise.uscc}).status_code == 422


def test_what_is_named_by_the_old_code_outside_the_scope_is_unknown(enterprise, double, county_officer):
    code = double.uscc
    actions.merge_enterprises(enterprise, double, by=county_officer)
    with pytest.raises(ValidationError):
        chooser.find_enterprise(Enterprise.objects.exclude(pk=enterprise.pk), code)
