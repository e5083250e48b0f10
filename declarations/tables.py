"""Columns of the lists; prepared rows, so that no cell asks the database."""

from datetime import timedelta

from django.utils import timezone
from django.utils.html import format_html

from pinzibiao.lib.tables import Column, DateColumn, LinkColumn, PortalTable, StatusColumn

from .models import Declaration
from .states import WORKFLOW

SOON = timedelta(days=2)


class DueColumn(DateColumn):
    """A deadline: past ones and near ones are marked in words, not by colour alone."""

    def render(self, value, record):
        today = timezone.localdate()
        if WORKFLOW.ended(record.status) or value > today + SOON:
            return value
        if value < today:
            return format_html('<span class="late">{} 已逾期</span>', value)
        return format_html('<span class="due-soon">{} 将到期</span>', value)

    def value(self, value):
        return value


class DeclarationTable(PortalTable):
    number = LinkColumn(verbose_name="申报编号", default="草稿", empty_values=(), css="lead-cell date")
    enterprise = Column(verbose_name="企业", accessor="enterprise__name", orderable=False)
    product = Column(verbose_name="产品", accessor="product__name", orderable=False)
    county = Column(verbose_name="属地", accessor="county__name", order_by="county")
    status = StatusColumn(verbose_name="状态")
    due_on = DueColumn(verbose_name="办理期限")
    submitted_on = DateColumn(verbose_name="提交日期")

    class Meta(PortalTable.Meta):
        model = Declaration
        fields = ("number", "enterprise", "product", "county", "status", "due_on", "submitted_on")

    def value_number(self, value):
        return value or "草稿"


class RegisterTable(PortalTable):
    """The public register."""

    number = LinkColumn(verbose_name="授权编号", css="lead-cell date")
    enterprise_name = Column(verbose_name="企业")
    product_name = Column(verbose_name="产品")
    sub_brand = Column(verbose_name="子品牌")
    county = Column(verbose_name="属地", orderable=False)
    valid_to = DateColumn(verbose_name="有效期至")
    state = StatusColumn(verbose_name="状态", orderable=False)


class OpenDataTable(PortalTable):
    """The public register as files: every column is explained in ``open_data_sets``."""

    number = Column(verbose_name="授权编号")
    state = Column(verbose_name="状态")
    enterprise_name = Column(verbose_name="企业名称")
    uscc = Column(verbose_name="统一社会信用代码")
    county_code = Column(verbose_name="属地代码")
    county = Column(verbose_name="属地")
    sub_brand = Column(verbose_name="子品牌")
    product_name = Column(verbose_name="产品名称")
    models_text = Column(verbose_name="型号规格")
    standard_text = Column(verbose_name="执行标准")
    valid_from = DateColumn(verbose_name="有效期自")
    valid_to = DateColumn(verbose_name="有效期至")


class HolderDataTable(PortalTable):
    """Who carries the brand, or did, as files; explained in the same place."""

    enterprise_name = Column(verbose_name="企业名称")
    uscc = Column(verbose_name="统一社会信用代码")
    county_code = Column(verbose_name="属地代码")
    county = Column(verbose_name="属地")
    route = Column(verbose_name="途径")
    sub_brand = Column(verbose_name="子品牌")
    first_valid_on = DateColumn(verbose_name="首次获得日期")
    state = Column(verbose_name="状态")
    ended_on = DateColumn(verbose_name="失效日期")


class NoticeTable(PortalTable):
    """Public notices."""

    enterprise = LinkColumn(verbose_name="企业", orderable=False)
    product = Column(verbose_name="产品", orderable=False)
    county = Column(verbose_name="属地", orderable=False)
    opens_on = DateColumn(verbose_name="公示开始")
    closes_on = DateColumn(verbose_name="公示截止")
    state = StatusColumn(verbose_name="状态", orderable=False)
