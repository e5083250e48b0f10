"""The printed figures once more, without any baseline: out of records made by the portal's own acts."""

from datetime import date
from decimal import Decimal

from django.urls import reverse

from enterprises.actions import obtain_brand
from enterprises.forms import StandardForm
from enterprises.models import Enterprise, ProgrammeIndustry
from pinzibiao.regions.models import Region
from projects.models import IndicatorBaseline, Project
from reports.content import content_of
from reports.models import Report
from tests.cast import any_industry, uscc
from tests.factories.cultivation import ProblemFactory, walk_problem
from tests.factories.projects import ProjectFactory, walk_project
from tests.factories.reports import PRINTED

DAY = date(2021, 6, 1)
PROBLEMS, TOTAL = 687, Decimal("6231.00")


def test_records_alone_give_the_same_figures(
    province_handler, province_reviewer, county_officer, county_second, county_leader, enterprise, signatory, sign_in
):
    _projects(province_handler, province_reviewer, enterprise)
    _problems(enterprise, signatory, county_officer, county_second, county_leader)
    _brands(province_handler)
    _industry(enterprise, sign_in(county_officer))
    assert not IndicatorBaseline.objects.exists()
    province = Region.objects.get(pk="330000")
    content = content_of(Report.Kind.CUMULATIVE, province, date(2020, 1, 1), date(2022, 12, 31))
    printed = {row["code"]: row["cumulative"] for group in content["groups"] for row in group["figures"]}
    assert printed == PRINTED
    assert [(award["enterprise"], award["name"]) for award in content["awards"]] == [
        ("贝达药业股份有限公司", "浙江省人民政府质量管理创新奖"),
        ("杭州胡庆余堂药业有限公司", "杭州市人民政府质量奖提名奖"),
    ]


def _projects(handler, reviewer, enterprise):
    province = Region.objects.get(pk="330000")
    for kind, count in ((Project.Kind.IMPROVEMENT, 114), (Project.Kind.BREAKTHROUGH, 139)):
        for _ in range(count):
            project = ProjectFactory(
                created_by=handler, office=province, kind=kind, year=2021, regions=[province], enterprise=enterprise
            )
            walk_project(project, "approved", office=handler, province=reviewer, data={"approve": {"approved_on": DAY}})


def _problems(enterprise, signatory, reporter, verifier, closer):
    """687 savings that sum to 6231.00: 9.07 each, the last one the rest."""
    each = Decimal("9.07")
    amounts = [each] * (PROBLEMS - 1) + [TOTAL - each * (PROBLEMS - 1)]
    for amount in amounts:
        problem = ProblemFactory(enterprise=enterprise, by=reporter, raised_on=date(2020, 2, 1))
        saving = {"saving_wan": amount, "saving_kind": "once", "saving_basis": "财务核算表"}
        walk_problem(
            problem, "closed", enterprise=signatory, county=verifier, second=closer, solved_on=DAY, saving=saving
        )


def _brands(province):
    """3,962 enterprises, 4 of them certified ones of 临平's medicine; 3,029 published standards."""
    Enterprise.objects.bulk_create(
        Enterprise(uscc=uscc(50_000 + n), name=f"品字标企业{n}", county_id="330102", industry_id="C2770")
        for n in range(3958)
    )
    for one in Enterprise.objects.filter(county="330102"):
        obtain_brand(one, "self_declaration", "made", DAY)
    for number in range(1, 3030):
        written = {"number": f"T/ZZB {number:04d}-2021", "title": f"标准{number}", "published_on": "2021-06-01"}
        form = StandardForm(written | {"stage": "published"}, user=province)
        assert form.is_valid(), form.errors
        form.save()


def _industry(enterprise, county):
    medicine = ProgrammeIndustry.objects.create(name="生物医药", region_id="330113")
    medicine.classes.add("C27")
    any_industry()
    names = ["贝达药业股份有限公司", "杭州胡庆余堂药业有限公司", "临平第三制药", "临平第四制药"]
    certified = [
        Enterprise.objects.create(uscc=uscc(60_000 + n), name=name, county_id="330113", industry_id="C2770")
        for n, name in enumerate(names)
    ]
    for one in certified:
        obtain_brand(one, "certification", "made", DAY)
    for number in range(88):
        _post(county, "enterprises:officer_create", enterprise, {"name": f"质量官{number}", "trained_on": "2021-06-01"})
    _post(
        county, "enterprises:award_create", certified[0], {"level": "province", "name": "浙江省人民政府质量管理创新奖"}
    )
    _post(county, "enterprises:award_create", certified[1], {"level": "city", "name": "杭州市人民政府质量奖提名奖"})
    station = "临平区高新生物医药产业质量基础设施“一站式”服务平台"
    _post(
        county, "projects:station_create", None, {"name": station, "industry": medicine.pk, "opened_on": "2021-06-01"}
    )


def _post(client, name: str, enterprise, fields: dict) -> None:
    """Send one page's form; a page that is not satisfied does not lead on."""
    answer = client.post(reverse(name, args=[enterprise.pk] if enterprise else []), fields)
    assert answer.status_code == 302, answer.context["form"].errors
