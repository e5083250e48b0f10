"""Tables of the library's lists."""

from django.utils import timezone
from django.utils.html import format_html

from pinzibiao.lib.tables import Column, DateColumn, LinkColumn, NumberColumn, PortalTable, StatusColumn

from .projections import trimmed


class DueColumn(DateColumn):
    """The day by which something is to be done; what is late says so."""

    def render(self, value, record):
        if record.is_overdue(timezone.localdate()):
            return format_html('<span class="late">{}<br>逾期</span>', value.isoformat())
        return value

    def value(self, value):
        return value


class MeasuredColumn(NumberColumn):
    """A measured value without the zeros that only the column's precision adds."""

    def render(self, value):
        return trimmed(value)

    def value(self, value):
        return trimmed(value)


class LongColumn(Column):
    """A text of several lines."""

    css = "wide"


class EntryTable(PortalTable):
    enterprise = LinkColumn(verbose_name="企业", orderable=False)
    county = Column(verbose_name="属地", accessor="county__name", order_by="county_id")
    tier = Column(verbose_name="梯队", accessor="get_tier_display", orderable=False)
    intended_route = Column(verbose_name="意向途径", accessor="get_intended_route_display", orderable=False)
    target_year = Column(verbose_name="目标年度", css="date", orderable=False)
    regulator = Column(verbose_name="责任人", orderable=False)
    entered_on = DateColumn(verbose_name="入库日期")
    status = StatusColumn(verbose_name="状态", orderable=False)

    def render_target_year(self, value):
        return str(value)


class ProblemTable(PortalTable):
    title = LinkColumn(verbose_name="问题", orderable=False)
    number = Column(verbose_name="编号", orderable=False)
    enterprise = Column(verbose_name="企业", orderable=False)
    county = Column(verbose_name="属地", accessor="county__name", order_by="county_id")
    dimension = Column(verbose_name="维度", accessor="get_dimension_display", orderable=False)
    due_on = DueColumn(verbose_name="完成时限")
    status = StatusColumn(verbose_name="状态", orderable=False)
    solved_on = DateColumn(verbose_name="销号日期")
    saving_wan = NumberColumn(verbose_name="节约（万元）", orderable=False)


class PolicyTable(PortalTable):
    title = LinkColumn(verbose_name="政策名称", orderable=False)
    region = Column(verbose_name="地区", accessor="region__name", orderable=False)
    kind = Column(verbose_name="类别", accessor="get_kind_display", orderable=False)
    amount = Column(verbose_name="支持标准", orderable=False)
    document_no = Column(verbose_name="文号", orderable=False)
    valid_from = DateColumn(verbose_name="施行日期", orderable=False)
    valid_to = DateColumn(verbose_name="截止日期", orderable=False)


class CommonTable(PortalTable):
    title = LinkColumn(verbose_name="共性问题", orderable=False)
    number = Column(verbose_name="编号", orderable=False)
    industry = Column(verbose_name="行业大类", accessor="industry__name", orderable=False)
    region = Column(verbose_name="研判机关所在区域", accessor="region__name", orderable=False)
    case_count = NumberColumn(verbose_name="已归入（个）", orderable=False)
    open_count = NumberColumn(verbose_name="待研判（个）", orderable=False)
    enterprise_count = NumberColumn(verbose_name="企业（家）", orderable=False)
    project = Column(verbose_name="质量攻坚项目", orderable=False)
    status = StatusColumn(verbose_name="状态", orderable=False)


def _problem_url(record) -> str:
    return record.problem.get_absolute_url()


class CommonCaseTable(PortalTable):
    problem = LinkColumn(verbose_name="问题", accessor="problem__title", linkify=_problem_url, orderable=False)
    number = Column(verbose_name="编号", accessor="problem__number", orderable=False)
    enterprise = Column(verbose_name="企业", accessor="problem__enterprise__name", orderable=False)
    county = Column(verbose_name="属地", accessor="problem__county__name", orderable=False)
    similarity = Column(verbose_name="相似度", orderable=False)
    state = Column(verbose_name="归入", accessor="get_state_display", orderable=False)
    status = Column(verbose_name="问题状态", accessor="problem__get_status_display", orderable=False)

    def render_similarity(self, value):
        return f"{value:.0%}"


class MeasureTable(PortalTable):
    content = LinkColumn(verbose_name="措施", orderable=False)
    number = Column(verbose_name="编号", orderable=False)
    kind = Column(verbose_name="类别", accessor="get_kind_display", orderable=False)
    enterprise = Column(verbose_name="企业", orderable=False)
    county = Column(verbose_name="属地", accessor="county__name", order_by="county_id")
    responsible_unit = Column(verbose_name="责任单位", orderable=False)
    due_on = DueColumn(verbose_name="完成时限")
    done_on = DateColumn(verbose_name="完成日期", orderable=False)
    status = StatusColumn(verbose_name="状态", orderable=False)

    def render_content(self, value):
        return value if len(value) <= 40 else value[:39] + "…"

    def value_content(self, value):
        return value


class SavingTable(PortalTable):
    title = LinkColumn(verbose_name="来源", orderable=False)
    number = Column(verbose_name="编号", accessor="source__number", orderable=False)
    enterprise = Column(verbose_name="企业", orderable=False)
    county = Column(verbose_name="属地", accessor="county__name", order_by="county_id")
    year = Column(verbose_name="年度", css="date", orderable=False)
    kind = Column(verbose_name="性质", accessor="get_kind_display", orderable=False)
    amount_wan = NumberColumn(verbose_name="节约（万元）", orderable=False)
    saved_on = DateColumn(verbose_name="计入日期")
    verifier = Column(verbose_name="核定人", orderable=False)
    state = Column(verbose_name="状态", orderable=False)

    def render_year(self, value):
        return str(value)


class BenchmarkTable(PortalTable):
    product = LinkColumn(verbose_name="产品", orderable=False)
    models = Column(verbose_name="型号规格", accessor="product__models_text", orderable=False)
    enterprise = Column(verbose_name="企业", orderable=False)
    county = Column(verbose_name="属地", accessor="county__name", order_by="county_id")
    year = Column(verbose_name="年度", css="date")
    benchmark = Column(verbose_name="对标对象")
    indicator = Column(verbose_name="关键指标")
    unit = Column(verbose_name="单位", orderable=False)
    now_value = MeasuredColumn(verbose_name="现状值")
    benchmark_value = MeasuredColumn(verbose_name="标杆值")
    target_value = MeasuredColumn(verbose_name="目标值")
    reached_value = MeasuredColumn(verbose_name="达到值")
    due_on = DueColumn(verbose_name="完成时限")

    def render_year(self, value):
        return str(value)


class PlanTable(PortalTable):
    title = LinkColumn(verbose_name="标准名称")
    year = Column(verbose_name="年度", css="date")
    kind = Column(verbose_name="性质", accessor="get_kind_display", order_by="kind")
    enterprise = Column(verbose_name="主要起草企业", orderable=False)
    county = Column(verbose_name="属地", accessor="county__name", order_by="county_id")
    stage = Column(verbose_name="阶段", accessor="get_stage_display", order_by="stage")
    planned_on = DateColumn(verbose_name="计划发布")
    published_on = DateColumn(verbose_name="实际发布")
    due_on = DueColumn(verbose_name="完成时限")

    def render_year(self, value):
        return str(value)


COLUMN_OF_KIND = {
    "text": Column,
    "long": LongColumn,
    "number": NumberColumn,
    "measured": NumberColumn,
    "date": DateColumn,
    "due": DateColumn,
    "status": StatusColumn,
}


def list_table(columns) -> type[PortalTable]:
    """The table of one list over prepared rows: ``columns`` are ``ShownColumn``; the first opens the record."""
    made = {}
    for number, one in enumerate(columns):
        column = COLUMN_OF_KIND[one.kind] if number else LinkColumn
        options = {"order_by": one.shows.order} if one.shows.order else {"orderable": False}
        made[one.name] = column(verbose_name=one.label, **options)
    return type("ListTable", (PortalTable,), made)


class SnapshotTable(PortalTable):
    name = LinkColumn(verbose_name="名称", orderable=False)
    list_set = Column(verbose_name="清单", orderable=False)
    kind = Column(verbose_name="种类", accessor="get_kind_display", orderable=False)
    rows_count = NumberColumn(verbose_name="行数", orderable=False)
    taken_at = DateColumn(verbose_name="冻结时间", orderable=False)
    asked_by = Column(verbose_name="发起人", orderable=False)
    stage = StatusColumn(verbose_name="状态", orderable=False)


def frozen_table(kept) -> type[PortalTable]:
    """The table of a ``SnapshotList`` over prepared rows; what stands there is text, and nothing is sorted anew."""
    made = {}
    for place, (label, kind) in enumerate(zip(kept.labels, kept.kinds, strict=True)):
        column = Column if kind == "status" else COLUMN_OF_KIND[kind]
        made[f"c{place}"] = column(verbose_name=label, orderable=False, css="lead-cell" if place == 0 else "")
    return type("FrozenTable", (PortalTable,), made)
