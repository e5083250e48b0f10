"""The printed figures a third time, without any baseline: out of two Excel files that the province brings in."""

from datetime import date, timedelta
from decimal import Decimal

from cultivation.models import Problem
from pinzibiao.casework.models import Counter, Event
from pinzibiao.regions.models import Region
from projects.models import IndicatorBaseline, Project
from reports.figures import Scope, figures
from tests.factories.exchange import checked, written
from tests.factories.receipts import counts
from tests.factories.reports import PRINTED

CODES = ("PRJ_IQ", "PRJ_ATK", "ISS_SOLVED", "COST_SAVED")
DAY = date(2021, 6, 1)
PROBLEMS, TOTAL = 687, Decimal("6231.00")


def test_files_alone_give_the_same_figures(province_handler, enterprise, other_enterprise):
    projects, problems = project_rows(), problem_rows((enterprise, other_enterprise))
    assert counts(written(province_handler, projects, kind="project")) == (253, 0, 0)
    assert counts(written(province_handler, problems, kind="problem")) == (687, 0, 0)
    assert not IndicatorBaseline.objects.exists()
    province = Scope(Region.objects.get(pk="330000"), date(2020, 1, 1), date(2022, 12, 31))
    found = figures(CODES, province)
    assert {one.code: one.cumulative for one in found} == {code: Decimal(PRINTED[code]) for code in CODES}
    assert {one.code: one.period for one in found} == {code: Decimal(PRINTED[code]) for code in CODES}

    assert Event.objects.filter(action="bring_in", to_status="closed").count() == 253 + 687
    numbers = set(Project.objects.values_list("number", flat=True))
    assert numbers == {f"ZT2021-{n:04d}" for n in range(1, 115)} | {f"GJ2021-{n:04d}" for n in range(1, 140)}
    assert Counter.objects.get(series="problem/330113/2021").last == Problem.objects.filter(county="330113").count()

    again = [
        checked(province_handler, rows, kind=kind) for rows, kind in ((projects, "project"), (problems, "problem"))
    ]
    assert [counts(case) for case in again] == [(0, 0, 253), (0, 0, 687)]


def project_rows() -> list[dict]:
    kinds = ["产业质量提升项目"] * 114 + ["质量攻坚"] * 139
    return [
        {
            "项目名称": f"历史项目{number}",
            "类别": kind,
            "年度": "2021年",
            "管理机关所在地": "临平区" if number % 2 else "浙江省",
            "项目区域": "临平区、仙居县" if number % 2 else "全省",
            "状态": "已归档",
            "立项日期": DAY,
            "结项日期": "2022.6.1",
        }
        for number, kind in enumerate(kinds)
    ]


def problem_rows(enterprises) -> list[dict]:
    """687 savings that sum to 6231.00: 9.07 each, the last one the rest."""
    each = Decimal("9.07")
    amounts = [each] * (PROBLEMS - 1) + [TOTAL - each * (PROBLEMS - 1)]
    return [
        {
            "企业": enterprises[number % 2].uscc,
            "问题": f"历史质量技术问题{number}",
            "来源": "现场诊断",
            "维度": "质量技术",
            "提出日期": date(2021, 1, 4) + timedelta(days=number % 90),
            "所属项目": f"历史项目{number % 253}",
            "状态": "已销号",
            "销号日期": DAY,
            "验证人": "陈历史",
            "节约成本（万元）": float(amount),
            "节约性质": "一次性",
            "节约依据": "财务核算表",
        }
        for number, amount in enumerate(amounts)
    ]
