"""Tables of the registers that hang on enterprises. What is sorted has an index."""

from pinzibiao.lib.tables import Column, DateColumn, LinkColumn, NumberColumn, PortalTable


def _page_of(item: str):
    """The row's place on its enterprise's page."""
    return lambda record: f"{record.enterprise.get_absolute_url()}#{item}"


def _county() -> Column:
    return Column(verbose_name="属地", accessor="enterprise__county__name", orderable=False)


def _enterprise() -> Column:
    return Column(verbose_name="企业名称", accessor="enterprise__name", css="name-cell", orderable=False)


def _code() -> Column:
    return Column(verbose_name="统一社会信用代码", accessor="enterprise__uscc", css="wide", orderable=False)


class ProductTable(PortalTable):
    name = LinkColumn(verbose_name="产品名称", orderable=False, linkify=_page_of("product"))
    models_text = Column(verbose_name="型号规格", orderable=False)
    enterprise = _enterprise()
    uscc = _code()
    county = _county()
    trademark = Column(verbose_name="品牌", orderable=False)
    device_class = Column(verbose_name="器械类别", accessor="device_words", order_by="device_class")
    licence_no = Column(verbose_name="注册（备案）号", css="wide", orderable=False)
    licence_valid_to = DateColumn(verbose_name="注册证有效期至")
    standard = Column(verbose_name="执行标准", accessor="standard__number", css="number-cell wide", orderable=False)


class QualityOfficerTable(PortalTable):
    name = LinkColumn(verbose_name="姓名", orderable=False, linkify=_page_of("officer"))
    post = Column(verbose_name="职务", orderable=False)
    enterprise = _enterprise()
    uscc = _code()
    county = _county()
    certificate_no = Column(verbose_name="培训证书编号", css="code", orderable=False)
    trained_on = DateColumn(verbose_name="培训日期")
    appointed_on = DateColumn(verbose_name="任命日期", orderable=False)
    is_active = Column(verbose_name="在任", orderable=False)


class QualityAwardTable(PortalTable):
    name = LinkColumn(verbose_name="奖项名称", orderable=False, linkify=_page_of("award"))
    level = Column(verbose_name="级别")
    year = Column(verbose_name="年度", accessor="year_words", order_by="year")
    enterprise = _enterprise()
    uscc = _code()
    county = _county()
    awarded_on = DateColumn(verbose_name="获奖日期", orderable=False)


class SystemCertificateTable(PortalTable):
    number = LinkColumn(verbose_name="证书编号", css="lead-cell code", orderable=False, linkify=_page_of("system"))
    kind = Column(verbose_name="体系")
    enterprise = _enterprise()
    uscc = _code()
    county = _county()
    body = Column(verbose_name="认证机构", orderable=False)
    issued_on = DateColumn(verbose_name="发证日期", orderable=False)
    valid_to = DateColumn(verbose_name="有效期至")


class YearFigureTable(PortalTable):
    enterprise = LinkColumn(
        verbose_name="企业名称", accessor="enterprise__name", orderable=False, linkify=_page_of("figure")
    )
    uscc = _code()
    county = _county()
    year = Column(verbose_name="年度", accessor="year_words", order_by="year")
    revenue_wan = NumberColumn(verbose_name="营业收入（万元）", orderable=False)
    brand_sales_wan = NumberColumn(verbose_name="品字标产品销售额（万元）", accessor="reported_sales", orderable=False)
    brand_share = NumberColumn(verbose_name="品牌企业销售占比（%）", accessor="reported_share", orderable=False)
