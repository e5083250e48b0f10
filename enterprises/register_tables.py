"""Tables of the lists of standards, brand holders and certificates."""

from django.urls import reverse

from pinzibiao.lib.tables import Column, DateColumn, LinkColumn, NumberColumn, PortalTable, StatusColumn


class StandardTable(PortalTable):
    number = LinkColumn(verbose_name="标准号", css="lead-cell code")
    title = Column(verbose_name="标准名称")
    stage = Column(verbose_name="阶段")
    lead = Column(verbose_name="主要起草单位", css="name-cell")
    publisher = Column(verbose_name="发布机构", accessor="publisher__name", order_by="publisher__name")
    published_on = DateColumn(verbose_name="发布日期")
    in_force_on = DateColumn(verbose_name="实施日期")
    withdrawn_on = DateColumn(verbose_name="废止日期")
    product_count = NumberColumn(verbose_name="产品（种）", orderable=False)


class PublisherTable(PortalTable):
    name = LinkColumn(
        verbose_name="发布机构", linkify=lambda record: reverse("enterprises:publisher_edit", args=[record.pk])
    )
    valid_from = DateColumn(verbose_name="启用日期")
    valid_to = DateColumn(verbose_name="停用日期")
    standard_count = NumberColumn(verbose_name="标准（项）")


class BrandHolderTable(PortalTable):
    enterprise = LinkColumn(verbose_name="企业名称", order_by="enterprise__name")
    uscc = Column(verbose_name="统一社会信用代码", accessor="enterprise__uscc", css="wide")
    county = Column(verbose_name="属地", accessor="enterprise__county__name", order_by="enterprise__county_id")
    route = Column(verbose_name="途径")
    sub_brand = Column(verbose_name="子品牌")
    first_valid_on = DateColumn(verbose_name="首次获得日期")
    is_current = Column(verbose_name="有效")
    ended_on = DateColumn(verbose_name="失效日期")


class CertificateTable(PortalTable):
    number = LinkColumn(verbose_name="证书编号", css="lead-cell code")
    enterprise = Column(verbose_name="企业名称", css="name-cell", order_by="enterprise__name")
    county = Column(verbose_name="属地", accessor="enterprise__county__name", order_by="enterprise__county_id")
    product_name = Column(verbose_name="产品")
    status = StatusColumn(verbose_name="状态")
    issued_on = DateColumn(verbose_name="发证日期")
    valid_to = DateColumn(verbose_name="有效期至")
    next_due_on = DateColumn(verbose_name="下次监督")
    standard = Column(verbose_name="标准号", accessor="standard__number", css="code", order_by="standard__number")
    sub_brand = Column(verbose_name="子品牌")
    kind = Column(verbose_name="证书类别")
    country = Column(verbose_name="互认国家（地区）")
    rule_no = Column(verbose_name="认证规则编号", css="code")
    body = Column(verbose_name="认证机构", css="name-cell")
