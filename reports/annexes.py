"""The annexes of a report: by region, projects, problems closed, new brand enterprises, expert service, savings."""

from django.db.models import Count, F, QuerySet, Sum

from enterprises.models import BrandHolder, QualityAward
from pinzibiao.regions.fields import within
from pinzibiao.regions.models import Region

from .figures import Scope
from .sources import SOURCES
from .wording import number_of

BY_REGION = ("ENT_SERVED", "ENT_TIMES", "ISS_SOLVED", "COST_SAVED", "BR_ENT")


def annexes_of(scope: Scope) -> list[dict]:
    """Six tables, each ``{"title", "columns", "rows"}``; rows are lists of strings."""
    return [
        _by_region(scope),
        _projects(scope),
        _problems(scope),
        _brands(scope),
        _service(scope),
        _savings(scope),
    ]


def counted(code: str, scope: Scope) -> QuerySet:
    """The rows behind a figure within the period; the page that opens behind a figure shows the very same."""
    rows = SOURCES[code].select(scope.region, scope.industry)
    return rows.filter(counted_on__range=(scope.start, scope.end))


def awards_of(scope: Scope) -> list[dict]:
    """Government quality awards up to the period's end, names as printed."""
    rows = SOURCES["AWARD"].select(scope.region, scope.industry).filter(counted_on__lte=scope.end)
    ranks = QualityAward.Level.values
    found = sorted(rows.select_related("enterprise"), key=lambda one: (ranks.index(one.level), one.enterprise.name))
    return [{"enterprise": a.enterprise.name, "name": a.name, "level": a.get_level_display()} for a in found]


def best_saving(scope: Scope) -> list[dict]:
    """Up to three typical cases: the largest verified savings."""
    rows = (
        counted("COST_SAVED", scope)
        .select_related("enterprise", "problem", "measure")
        .order_by("-amount_wan", "pk")[:3]
    )
    return [
        {
            "enterprise": p.enterprise.name,
            "title": p.title,
            "saving": number_of(p.amount_wan, 2),
            "basis": p.basis,
        }
        for p in rows
    ]


def _table(title: str, columns: list[str], rows: list) -> dict:
    return {"title": title, "columns": columns, "rows": [[str(cell) for cell in row] for row in rows]}


def _by_region(scope: Scope) -> dict:
    """Places right below the report's own, what the portal recorded in the period; the place itself for a county."""
    column = "city_code" if scope.region.level == Region.Level.PROVINCE else "county_id"
    counts = {code: _per_place(code, scope, column) for code in BY_REGION}
    places = scope.region.children.all() if not scope.region.is_county else [scope.region]
    rows = [[place.name, *(counts[code].get(place.pk, 0) for code in BY_REGION)] for place in places]
    columns = ["地区", "服务企业（家）", "服务家次", "解决问题（个）", "节约成本（万元）", "新增品字标企业（家）"]
    return _table("分地区情况（本期平台记录）", columns, rows)


def _per_place(code: str, scope: Scope, column: str) -> dict:
    """``{place code: value}`` in one query."""
    source = SOURCES[code]
    rows = counted(code, scope)
    if code == "BR_ENT":
        rows = rows.model.objects.filter(pk__in=rows.values("pk"))
    return dict(rows.order_by().values_list(column).annotate(total=source.value(source.of, **source.options)))


def _projects(scope: Scope) -> dict:
    rows = [
        *counted("PRJ_IQ", scope).select_related("lead_organisation", "office"),
        *counted("PRJ_ATK", scope).select_related("lead_organisation", "office"),
    ]
    cells = [[p.number or "", p.title, p.get_kind_display(), p.office.name, p.approved_on] for p in rows]
    return _table("立项项目", ["编号", "项目", "类别", "管理机关", "立项日期"], cells)


def _problems(scope: Scope) -> dict:
    rows = counted("ISS_SOLVED", scope).select_related("enterprise", "county").order_by("solved_on", "pk")
    cells = [[p.number, p.county.name, p.enterprise.name, p.title, p.solved_on] for p in rows]
    return _table("已销号质量问题", ["编号", "属地", "企业", "问题", "销号日期"], cells)


def _brands(scope: Scope) -> dict:
    rows = within(BrandHolder.objects.all(), scope.region, "enterprise__")
    rows = rows.filter(first_valid_on__range=(scope.start, scope.end)).select_related("enterprise__county")
    cells = [
        [
            b.enterprise.name,
            b.enterprise.county.name,
            b.get_route_display(),
            b.get_sub_brand_display(),
            b.first_valid_on,
        ]
        for b in rows.order_by("first_valid_on", "pk")
    ]
    return _table("新增品字标企业", ["企业", "属地", "途径", "子品牌", "获得日期"], cells)


def _service(scope: Scope) -> dict:
    rows = counted("ENT_TIMES", scope).select_related("enterprise", "county").prefetch_related("experts")
    cells = [
        [v.number, v.county.name, v.enterprise.name, "、".join(e.name for e in v.experts.all()), v.confirmed_on]
        for v in rows.order_by("confirmed_on", "pk")
    ]
    return _table("专家帮扶", ["编号", "属地", "企业", "专家", "确认日期"], cells)


def _savings(scope: Scope) -> dict:
    rows = counted("COST_SAVED", scope).order_by().values("county__name")
    rows = rows.annotate(n=Count("pk"), total=Sum("amount_wan"), name=F("county__name")).order_by("-total")
    cells = [[row["name"], row["n"], number_of(row["total"], 2)] for row in rows]
    return _table("节约成本", ["属地", "节约（笔）", "节约成本（万元）"], cells)
