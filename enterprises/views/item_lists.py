"""The registers across enterprises: one list for each kind of row that stands on an enterprise's page."""

from desks import scopes
from pinzibiao.lib.pages import ListPage

from .. import item_filters, item_tables
from ..models import Product, QualityAward, QualityOfficer, SystemCertificate, YearFigure


class RegisterList(ListPage):
    """Rows of the enterprises that the person sees, newest first; they are kept on the enterprise's page."""

    joins = ("enterprise__county",)

    def rows_of(self, user):
        raise NotImplementedError

    def scope(self, user):
        return self.rows_of(user).select_related(*self.joins).order_by("-pk")


class ProductList(RegisterList):
    model = Product
    title = export_name = "产品库"
    lead = "各企业登记的产品。点产品名称打开企业页面，在那里添加和修改。"
    filterset_class = item_filters.ProductFilter
    table_class = item_tables.ProductTable
    empty_text = "您的范围内还没有登记产品。请在企业页面添加。"
    joins = ("enterprise__county", "standard")
    rows_of = staticmethod(scopes.products)


class OfficerList(RegisterList):
    model = QualityOfficer
    title = export_name = "首席质量官"
    lead = "各企业任命的首席质量官。一人一行，不在任的保留备查。"
    filterset_class = item_filters.QualityOfficerFilter
    table_class = item_tables.QualityOfficerTable
    empty_text = "您的范围内还没有登记首席质量官。请在企业页面添加。"
    is_personal = True
    rows_of = staticmethod(scopes.quality_officers)


class AwardList(RegisterList):
    model = QualityAward
    title = export_name = "政府质量奖"
    lead = "奖项名称与证书上印的一致。"
    filterset_class = item_filters.QualityAwardFilter
    table_class = item_tables.QualityAwardTable
    empty_text = "您的范围内还没有登记政府质量奖。请在企业页面添加。"
    rows_of = staticmethod(scopes.awards)


class SystemCertificateList(RegisterList):
    model = SystemCertificate
    title = export_name = "体系认证"
    lead = "质量、环境、职业健康安全等管理体系证书。品字标认证证书在“认证证书”中。"
    filterset_class = item_filters.SystemCertificateFilter
    table_class = item_tables.SystemCertificateTable
    empty_text = "您的范围内还没有登记体系认证。请在企业页面添加。"
    rows_of = staticmethod(scopes.system_certificates)


class YearFigureList(RegisterList):
    model = YearFigure
    title = export_name = "年度经营数据"
    lead = "各企业按年填报的营业收入和品字标产品销售额，单位万元。没有填报的显示“未报”，不当作 0。"
    filterset_class = item_filters.YearFigureFilter
    table_class = item_tables.YearFigureTable
    empty_text = "您的范围内还没有年度经营数据。请在企业页面填报。"
    rows_of = staticmethod(scopes.year_figures)
