"""Tables of the lists of enterprises and account requests."""

from pinzibiao.lib.tables import Column, DateColumn, LinkColumn, PortalTable, StatusColumn


class EnterpriseTable(PortalTable):
    name = LinkColumn(verbose_name="企业名称")
    # Codes sort like nothing that anybody looks for, and yes or no is what the filters are for.
    uscc = Column(verbose_name="统一社会信用代码", css="wide", orderable=False)
    county = Column(verbose_name="属地", accessor="county__name", order_by="county_id")
    industry = Column(verbose_name="国民经济行业", order_by="industry_id")
    scale = Column(verbose_name="规模", accessor="get_scale_display", order_by="scale")
    is_above_scale = Column(verbose_name="规上", orderable=False)
    is_branded = Column(verbose_name="品字标企业", orderable=False)


class AccountRequestTable(PortalTable):
    enterprise_name = LinkColumn(verbose_name="企业名称")
    uscc = Column(verbose_name="统一社会信用代码", css="wide")
    county = Column(verbose_name="属地", accessor="county__name", order_by="county_id")
    applicant_name = Column(verbose_name="申请人")
    applicant_kind = Column(verbose_name="身份", accessor="get_applicant_kind_display", order_by="applicant_kind")
    created_at = DateColumn(verbose_name="申请时间")
    status = StatusColumn(verbose_name="状态")
