"""The kinds of row that belong to an enterprise and stand on its page with their own small forms."""

from collections.abc import Callable
from dataclasses import dataclass

from . import forms
from .models import Contact, Product, QualityAward, QualityOfficer, YearFigure

NOT_REPORTED = "未报"


@dataclass(frozen=True)
class Item:
    """One kind. ``columns`` gives the table on the enterprise's page: ``[(label, css, row -> value)]``."""

    key: str
    label: str
    model: type
    form: type
    related: str
    icon: str
    columns: tuple[tuple[str, str, Callable], ...]
    empty: str
    # Names and telephone numbers are not for everybody who may see the enterprise.
    is_personal: bool = False
    joins: tuple[str, ...] = ()


def _reported(value):
    return NOT_REPORTED if value is None else value


ITEMS = {
    item.key: item
    for item in (
        Item(
            "product",
            "产品",
            Product,
            forms.ProductForm,
            "products",
            "package",
            (
                ("产品名称", "", lambda row: row.name),
                ("型号规格", "", lambda row: row.models_text),
                ("品牌", "", lambda row: row.trademark),
                ("器械类别", "", lambda row: row.get_device_class_display() if row.device_class else ""),
                ("注册（备案）号", "", lambda row: row.licence_no),
                ("执行标准", "", lambda row: row.standard.number if row.standard else ""),
            ),
            "还没有产品。申报自我声明前，请先添加要声明的产品。",
            joins=("standard",),
        ),
        Item(
            "figure",
            "年度经营数据",
            YearFigure,
            forms.YearFigureForm,
            "year_figures",
            "chart-column",
            (
                ("年度", "", lambda row: str(row.year)),
                ("营业收入（万元）", "num", lambda row: row.revenue_wan),
                ("品字标产品销售额（万元）", "num", lambda row: _reported(row.brand_sales_wan)),
                ("品牌企业销售占比（%）", "num", lambda row: _reported(row.brand_share)),
            ),
            "还没有年度数据。请按年填报营业收入和品字标产品销售额，用来统计品牌企业销售占比。",
        ),
        Item(
            "contact",
            "联系人",
            Contact,
            forms.ContactForm,
            "contacts",
            "phone",
            (
                ("姓名", "", lambda row: row.name),
                ("职务", "", lambda row: row.post),
                ("手机", "", lambda row: row.mobile),
                ("邮箱", "", lambda row: row.email),
            ),
            "还没有联系人。请至少添加一位能接听电话的联系人。",
            is_personal=True,
        ),
        Item(
            "award",
            "政府质量奖",
            QualityAward,
            forms.QualityAwardForm,
            "awards",
            "award",
            (
                ("奖项名称", "", lambda row: row.name),
                ("级别", "", lambda row: row.get_level_display()),
                ("年度", "", lambda row: str(row.year) if row.year else ""),
                ("获奖日期", "date", lambda row: row.awarded_on),
            ),
            "没有登记政府质量奖。",
        ),
        Item(
            "officer",
            "首席质量官",
            QualityOfficer,
            forms.QualityOfficerForm,
            "quality_officers",
            "user-check",
            (
                ("姓名", "", lambda row: row.name),
                ("培训证书编号", "", lambda row: row.certificate_no),
                ("培训日期", "date", lambda row: row.trained_on),
                ("任命日期", "date", lambda row: row.appointed_on),
                ("在任", "", lambda row: row.is_active),
            ),
            "没有登记首席质量官。",
        ),
    )
}
