"""Tables of the projects' lists."""

from django.utils.html import format_html

from pinzibiao.lib.tables import Column, DateColumn, LinkColumn, NumberColumn, PortalTable, StatusColumn


class ProjectTable(PortalTable):
    title = LinkColumn(verbose_name="项目名称")
    number = Column(verbose_name="项目编号", css="date")
    kind = Column(verbose_name="类别", accessor="get_kind_display", order_by="kind")
    year = Column(verbose_name="年度", css="date")
    office = Column(verbose_name="管理机关所在地", order_by="office_id")
    lead_organisation = Column(verbose_name="牵头单位", order_by="lead_organisation__name")
    approved_on = DateColumn(verbose_name="立项日期")
    ends_on = DateColumn(verbose_name="结束日期")
    status = StatusColumn(verbose_name="状态")

    def render_year(self, value):
        return str(value)


class EventTable(PortalTable):
    title = LinkColumn(verbose_name="活动")
    kind = Column(verbose_name="类别", accessor="get_kind_display", order_by="kind")
    parent = Column(verbose_name="所属活动", order_by="parent__title")
    held_on = DateColumn(verbose_name="日期")
    region = Column(verbose_name="区域", order_by="region_id")
    place = Column(verbose_name="地点")
    attendance = NumberColumn(verbose_name="参加人数（人次）")


class StationTable(PortalTable):
    name = Column(verbose_name="平台名称", css="lead-cell")
    county = Column(verbose_name="属地", accessor="county__name", order_by="county_id")
    industry = Column(verbose_name="产业", accessor="industry__name", order_by="industry__name")
    opened_on = DateColumn(verbose_name="建成日期")


class OwnStationTable(StationTable):
    """For the county, which may change its own."""

    def render_name(self, value, record):
        return format_html('<a href="{}">{}</a>', record.edit_url, value)


class IndicatorTable(PortalTable):
    code = Column(verbose_name="代码", css="date")
    name = Column(verbose_name="指标", css="lead-cell")
    unit = Column(verbose_name="单位")
    kind = Column(verbose_name="性质", accessor="get_kind_display", order_by="kind")
    definition = Column(verbose_name="定义", orderable=False, css="wide")


class BaselineTable(PortalTable):
    indicator = Column(verbose_name="指标", css="lead-cell")
    region = Column(verbose_name="区域")
    industry = Column(verbose_name="产业", accessor="industry__name")
    as_of = DateColumn(verbose_name="截至")
    value = NumberColumn(verbose_name="基数")
    source = Column(verbose_name="来源", css="wide")

    def render_value(self, value, record):
        return round(value, record.indicator.decimals or None)
