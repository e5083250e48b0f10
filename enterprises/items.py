"""The kinds of row that belong to an enterprise and stand on its page with their own small forms."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.html import format_html

from pinzibiao.files import access

from . import forms
from .models import (
    Contact,
    FurtherIndustry,
    Product,
    QualityAward,
    QualityOfficer,
    SystemCertificate,
    YearFigure,
)


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
    # Where it stands on the page among the blocks of the other rooms (library 30 … projects 80).
    position: int = 90
    # Names and telephone numbers are not for everybody who may see the enterprise.
    is_personal: bool = False
    joins: tuple[str, ...] = ()


def valid_until(day):
    """A paper's last day, and whether it is over."""
    if day and day < timezone.localdate():
        return f"{day:%Y-%m-%d}（已过期）"
    return day


def officer_document(row):
    """The appointment paper, to be opened by those who may see the officer."""
    if not row.document:
        return None
    url = access.url("enterprises.officer_document", row.pk, row.document.name)
    return format_html('<a href="{}">{}</a>', url, row.document.name)


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
                ("器械类别", "", lambda row: row.device_words),
                ("注册（备案）号", "", lambda row: row.licence_no),
                ("注册证有效期至", "date", lambda row: valid_until(row.licence_valid_to)),
                ("执行标准", "", lambda row: row.standard.number if row.standard else ""),
            ),
            "还没有产品。申报自我声明前，请先添加要声明的产品。",
            position=10,
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
                ("年度", "", lambda row: row.year_words),
                ("营业收入（万元）", "num", lambda row: row.revenue_wan),
                ("品字标产品销售额（万元）", "num", lambda row: row.reported_sales),
                ("品牌企业销售占比（%）", "num", lambda row: row.reported_share),
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
            "system",
            "体系认证",
            SystemCertificate,
            forms.SystemCertificateForm,
            "system_certificates",
            "shield-check",
            (
                ("体系", "", lambda row: row.get_kind_display()),
                ("证书编号", "", lambda row: row.number),
                ("认证机构", "", lambda row: row.body),
                ("发证日期", "date", lambda row: row.issued_on),
                ("有效期至", "date", lambda row: valid_until(row.valid_to)),
            ),
            "没有登记体系认证。有质量管理体系等证书的，请登记，申报自我声明时可直接引用。",
            position=20,
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
                ("年度", "", lambda row: row.year_words),
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
                ("职务", "", lambda row: row.post),
                ("培训证书编号", "", lambda row: row.certificate_no),
                ("培训日期", "date", lambda row: row.trained_on),
                ("任命日期", "date", lambda row: row.appointed_on),
                ("任命文件", "", officer_document),
                ("在任", "", lambda row: row.is_active),
            ),
            "没有登记首席质量官。",
            is_personal=True,
            joins=("document",),
        ),
        Item(
            "industry",
            "兼营行业",
            FurtherIndustry,
            forms.FurtherIndustryForm,
            "further_industries",
            "factory",
            (
                ("代码", "", lambda row: row.industry_id),
                ("行业", "", lambda row: row.industry.name),
            ),
            "没有登记兼营行业。主营行业在“修改”中填写。",
            joins=("industry",),
        ),
    )
}
