"""Cumulative = baseline + flow, counted by business date, levels never added twice."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command

from enterprises.actions import follow_certificates
from enterprises.models import ProgrammeIndustry
from pinzibiao.regions.models import Region
from projects.models import IndicatorBaseline
from reports.content import content_of, total_of
from reports.figures import Scope, figure
from reports.models import Report
from reports.wording import sentence_of
from tests.factories.cultivation import BenchmarkProductFactory, ProblemFactory, walk_problem
from tests.factories.enterprises import (
    BrandHolderFactory,
    CertificateFactory,
    EnterpriseFactory,
    QualityOfficerFactory,
)
from tests.factories.reports import PRINTED

SAVING = {"saving_wan": Decimal("12.50"), "saving_kind": "once", "saving_basis": "财务核算表"}


def scope(code: str, start=date(2026, 1, 1), end=date(2026, 12, 31), industry=None) -> Scope:
    return Scope(Region.objects.get(pk=code), start, end, industry)


@pytest.fixture
def solve(county_officer, county_second, signatory):
    def solve(enterprise, day, saving=SAVING):
        problem = ProblemFactory(enterprise=enterprise, by=county_officer, raised_on=date(2019, 1, 1))
        return walk_problem(
            problem,
            "closed",
            enterprise=signatory,
            county=county_second,
            second=_third(county_officer),
            solved_on=day,
            saving=saving,
        )

    def _third(officer):
        from tests.cast import LINPING, person

        if "third" not in made:
            made["third"] = person("t-lp-3", "林县三", "county", LINPING, "handler")
        return made["third"]

    made: dict = {}
    return solve


def baseline(code: str, region: str, value: str, as_of=date(2022, 12, 31), industry=None) -> IndicatorBaseline:
    return IndicatorBaseline.objects.create(
        indicator_id=code, region_id=region, value=Decimal(value), as_of=as_of, industry=industry, source="试验"
    )


def test_without_baseline_counts_what_was_recorded(solve, enterprise):
    solve(enterprise, date(2026, 3, 1))
    solve(enterprise, date(2025, 3, 1))
    one = figure("ISS_SOLVED", scope("330113"))
    assert (one.period, one.cumulative, one.last_year) == (1, 2, 1)


def test_baseline_holds_everything_up_to_its_day(solve, enterprise):
    baseline("ISS_SOLVED", "330000", "687")
    solve(enterprise, date(2022, 12, 31))
    solve(enterprise, date(2023, 1, 1))
    assert figure("ISS_SOLVED", scope("330000")).cumulative == 688


def test_a_regions_baseline_supersedes_those_beneath_it(db):
    baseline("ISS_SOLVED", "330100", "30")
    baseline("ISS_SOLVED", "330113", "10")
    baseline("ISS_SOLVED", "331024", "5")
    assert figure("ISS_SOLVED", scope("330113")).cumulative == 10
    assert figure("ISS_SOLVED", scope("330100")).cumulative == 30
    assert figure("ISS_SOLVED", scope("330000")).cumulative == 35


def test_a_childs_baseline_swallows_only_its_own_early_rows(solve, enterprise, other_enterprise, county_officer):
    baseline("BR_ENT", "331024", "5")
    BrandHolderFactory(enterprise=other_enterprise, first_valid_on=date(2020, 1, 1))
    BrandHolderFactory(enterprise=enterprise, first_valid_on=date(2020, 1, 1))
    assert figure("BR_ENT", scope("330000")).cumulative == 6


def test_holders_certified_ones_and_papers_are_three_figures_that_no_later_end_takes_back(enterprise, other_enterprise):
    for number, status in enumerate(("valid", "revoked")):
        ended_on = date(2026, 9, 1) if status == "revoked" else None
        issued = {"issued_on": date(2026, 2, 1 + number), "valid_to": date(2099, 1, 1), "ended_on": ended_on}
        CertificateFactory(enterprise=enterprise, status=status, **issued)
    CertificateFactory(
        enterprise=other_enterprise, status="expired", issued_on=date(2018, 2, 1), valid_to=date(2021, 1, 31)
    )
    follow_certificates([enterprise.pk, other_enterprise.pk])
    BrandHolderFactory(route="self_declaration", first_valid_on=date(2026, 3, 1))
    for day, expected in (
        (date(2026, 1, 31), (1, 1, 1)),
        (date(2026, 2, 1), (2, 2, 2)),
        (date(2026, 12, 31), (3, 2, 3)),
    ):
        found = [figure(code, scope("330000", end=day)).cumulative for code in ("BR_ENT", "BR_CERT_ENT", "BR_CERT")]
        assert tuple(found) == expected


def test_what_only_a_later_baseline_knows_is_not_zero(db):
    baseline("ISS_SOLVED", "330000", "687")
    one = figure("ISS_SOLVED", scope("330000", date(2021, 1, 1), date(2021, 12, 31)))
    assert (one.period, one.cumulative) == (None, None)


def test_other_places_are_not_counted(solve, enterprise):
    solve(enterprise, date(2026, 3, 1))
    assert figure("ISS_SOLVED", scope("331024")).cumulative == 0
    assert figure("ISS_SOLVED", scope("331000")).cumulative == 0
    assert figure("ISS_SOLVED", scope("330100")).cumulative == 1


def test_savings_are_summed_exactly(solve, enterprise):
    solve(enterprise, date(2026, 3, 1))
    solve(enterprise, date(2026, 3, 2), SAVING | {"saving_wan": Decimal("0.10")})
    solve(enterprise, date(2026, 3, 3), {})
    assert figure("COST_SAVED", scope("330113")).period == Decimal("12.60")


def test_an_industry_counts_its_classes_and_what_lies_below(enterprise):
    industry = ProgrammeIndustry.objects.create(name="生物医药", region_id="330113")
    industry.classes.add("C27")
    food = ProgrammeIndustry.objects.create(name="传统食品", region_id="330113")
    food.classes.add("C14")
    QualityOfficerFactory(enterprise=enterprise, trained_on=date(2026, 5, 1))
    assert figure("CQO_TRAINED", scope("330113", industry=industry)).period == 1
    assert figure("CQO_TRAINED", scope("330113", industry=food)).period == 0


def test_a_place_is_never_less_than_its_industry(enterprise):
    """Of the whole only the industry's baseline is known; its early rows are in it, those of others count."""
    industry = ProgrammeIndustry.objects.create(name="生物医药", region_id="330113")
    industry.classes.add("C27")
    baseline("CQO_TRAINED", "330113", "88", industry=industry)
    other = EnterpriseFactory(industry_id="C1411")
    for one, day in [(enterprise, 2022), (enterprise, 2026), (other, 2022)]:
        QualityOfficerFactory(enterprise=one, trained_on=date(day, 5, 1))
    assert figure("CQO_TRAINED", scope("330113", industry=industry)).cumulative == 89
    assert figure("CQO_TRAINED", scope("330113")).cumulative == 90
    assert figure("CQO_TRAINED", scope("330000")).cumulative == 90


def test_steps_of_the_ladder_are_added_up_by_the_day_of_the_report(enterprise):
    def product(before, after, on):
        BenchmarkProductFactory(
            enterprise=enterprise,
            ladder_step_before=before,
            ladder_step_after=after,
            reported_on=on,
            reached_value=on and "7.5",
        )

    product(2, 4, date(2026, 5, 1))
    product(1, 2, date(2026, 6, 1))
    product(1, 5, date(2025, 6, 1))
    product(3, 2, date(2026, 6, 1))
    product(2, None, date(2026, 6, 1))
    product(2, 4, None)
    found = figure("LADDER", scope("330113"))
    assert (found.period, found.cumulative) == (3, 7)
    assert figure("LADDER", scope("331024")).period == 0


def test_a_periods_report_tells_the_period_and_the_whole():
    rows = [
        {"name": "服务企业", "unit": "家", "period": "4", "cumulative": "21"},
        {"name": "帮扶满意度", "unit": "分", "period": None, "cumulative": None},
    ]
    group = {"title": "质量帮扶", "figures": rows}
    assert sentence_of(group, is_periodical=True) == "质量帮扶：服务企业本期4家、累计21家。"
    assert sentence_of(group) == "质量帮扶：服务企业21家。"


def test_the_printed_figures_come_from_the_baselines(db):
    """DOMAIN.md section 2, to the last digit."""
    call_command("load_baselines")
    province = Region.objects.get(pk="330000")
    content = content_of(Report.Kind.CUMULATIVE, province, date(2020, 1, 1), date(2022, 12, 31))
    printed = {row["code"]: row["cumulative"] for group in content["groups"] for row in group["figures"]}
    assert printed == PRINTED
    assert total_of(content, "COST_SAVED") == Decimal("6231.00")
