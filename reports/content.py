"""What stands in a report: groups of figures, sentences made of them, annexes. A plain dict, ready to be frozen."""

from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal

from django.db import connection, transaction
from django.utils import timezone

from pinzibiao.regions.models import Region

from .annexes import annexes_of, awards_of, best_saving
from .figures import Figure, Scope, figures, industries_in
from .models import Report
from .wording import chinese_date, chinese_period, number_of, sentence_of

PROJECTS = ("PRJ_IQ", "PRJ_ATK", "ISS_SOLVED", "COST_SAVED")
SINCE_2014 = ("STD_PUB", "BR_ENT")
INDUSTRY = ("CQO_TRAINED", "BR_CERT_ENT", "NQI_PLAT", "AWARD")
CULTIVATION = (
    "ENT_SERVED",
    "ENT_TIMES",
    "ISS_SOLVED",
    "ISS_COMMON",
    "ISS_CASES",
    "COST_SAVED",
    "SATIS",
    "TRAIN",
    "LADDER",
)
BRAND = ("BR_ENT", "BR_CERT_ENT", "BR_CERT", "STD_PUB", "CQO_TRAINED", "NQI_PLAT")


@transaction.atomic
def content_of(kind: str, region: Region, start: date, end: date) -> dict:
    """Everything that a report of ``kind`` prints, counted from one snapshot of the database.

    Keys: ``title region period_from period_to cut_off groups overview practice cases awards annexes``.
    Numbers are strings, so that they come back exactly as they were counted.
    """
    _one_snapshot()
    scope = Scope(region, start, end)
    groups = _cumulative_groups(scope) if kind == Report.Kind.CUMULATIVE else _periodical_groups(scope)
    return {
        "title": title_of(kind, region, start, end),
        "kind": kind,
        "region": {"code": region.code, "name": region.name},
        "period_from": start.isoformat(),
        "period_to": end.isoformat(),
        "cut_off": timezone.localtime().isoformat(timespec="seconds"),
        "groups": groups,
        "overview": _overview(scope, groups, is_periodical=kind != Report.Kind.CUMULATIVE),
        "cases": best_saving(scope),
        "awards": awards_of(scope),
        "annexes": annexes_of(scope),
    }


def title_of(kind: str, region: Region, start: date, end: date) -> str:
    """浙江省“品字标”培育工作累计成效报告, or 临平区“品字标”培育工作2026年第三季度报告."""
    label = "累计成效报告" if kind == Report.Kind.CUMULATIVE else f"{chinese_period(start, end)}报告"
    return f"{region.name}“品字标”培育工作{label}"


def cut_off_of(content: dict) -> datetime:
    return datetime.fromisoformat(content["cut_off"])


def _one_snapshot() -> None:
    """All figures of a report agree with each other: they are read from one state of the database."""
    if not connection.savepoint_ids:  # inside somebody's transaction its level is already chosen
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _cumulative_groups(scope: Scope) -> list[dict]:
    years = f"{scope.start.year}–{scope.end.year} 年" if scope.start.year != scope.end.year else f"{scope.end.year} 年"
    groups = [
        group_of(f"产业质量提升和质量攻坚项目（{years}）", scope, PROJECTS),
        group_of("“浙江制造”标准和“品字标”企业（2014 年以来累计）", scope, SINCE_2014),
    ]
    return groups + _industry_groups(scope)


def _periodical_groups(scope: Scope) -> list[dict]:
    groups = [group_of("质量帮扶", scope, CULTIVATION), group_of("标准与品牌", scope, BRAND)]
    groups.append(group_of("质量项目", scope, ("PRJ_IQ", "PRJ_ATK")))
    return groups + _industry_groups(scope)


def _industry_groups(scope: Scope) -> list[dict]:
    """One group for each programme industry of which anything is known."""
    found = []
    for industry in industries_in(scope.region):
        inner = Scope(industry.region, scope.start, scope.end, industry)
        group = group_of(f"{industry.region.name} · {industry.name}", inner, INDUSTRY)
        if any(f["cumulative"] not in (None, "0") for f in group["figures"]):
            found.append(group)
    return found


def group_of(title: str, scope: Scope, codes: tuple[str, ...]) -> dict:
    """A heading with its figures, each as it is printed."""
    return {
        "title": title,
        "region": scope.region.code,
        "industry": scope.industry.pk if scope.industry else None,
        "figures": [_plain(one) for one in figures(codes, scope)],
    }


def _plain(one: Figure) -> dict:
    row = asdict(one)
    for key in ("period", "cumulative", "last_year", "baseline"):
        row[key] = None if row[key] is None else number_of(row[key], one.decimals)
    row["baseline_as_of"] = one.baseline_as_of.isoformat() if one.baseline_as_of else None
    return row


def _overview(scope: Scope, groups: list[dict], is_periodical: bool) -> str:
    """The first paragraph: every figure once, in words."""
    start, end = chinese_date(scope.start), chinese_date(scope.end)
    sentences = "".join(sentence_of(group, is_periodical) for group in groups)
    return f"统计期间为{start}至{end}。{sentences}"


def total_of(content: dict, code: str) -> Decimal | None:
    """The cumulative value of ``code`` in the first group that has it; for tests and the shell."""
    for group in content["groups"]:
        for row in group["figures"]:
            if row["code"] == code:
                return None if row["cumulative"] is None else Decimal(row["cumulative"])
    return None
