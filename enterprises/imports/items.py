"""Registers that hang on an enterprise, from a file: products, year figures, awards, people, system certificates."""

from decimal import Decimal

from django.core.exceptions import ValidationError

from pinzibiao.accounts.models import Role
from pinzibiao.exchange import values
from pinzibiao.exchange.kinds import Column, ImportKind, RowRule
from pinzibiao.regions.fields import InCounty, within

from .. import forms
from ..codes import clean_uscc, validate_licence
from ..forms.items import NO_LICENCE
from ..models import Contact, Enterprise, Product, QualityAward, QualityOfficer, SystemCertificate, YearFigure
from ..models.enterprise import NOT_REPORTED
from .enterprise import EXAMPLE_USCC, may_import_enterprises
from .references import STANDARD_HELP, resolve_enterprises, resolve_standards

REFUSAL = "这些内容由企业所在县（市、区）或功能区批量导入。企业请在本企业页面逐条填写。"
# Whoever takes a list out of the portal finds the code and the name there; the code tells more.
ENTERPRISE = Column(
    "enterprise",
    "企业",
    EXAMPLE_USCC,
    resolve=resolve_enterprises,
    help_text="统一社会信用代码或企业全称，限您维护的企业。",
    aliases=("统一社会信用代码", "企业名称"),
)


def _form_of(form_class):
    """The item's own form, unbound, and the field that names its enterprise."""

    def form(user):
        made = form_class(enterprise=Enterprise())
        made.fields["enterprise"] = forms.EnterpriseChoiceField()
        return made

    return form


def kept_by(model):
    """Rows of the enterprises whose record the person keeps."""

    def rows(user):
        if user.kind == Role.Kind.PROVINCE:
            return model.objects.all()
        return within(model.objects.all(), user.region, "" if issubclass(model, InCounty) else "enterprise__")

    return rows


def later(first: str, second: str, sentence: str) -> RowRule:
    def check(row: dict) -> None:
        if row[first] and row[second] and row[second] <= row[first]:
            raise ValidationError(sentence)

    return RowRule((first, second), second, check)


def _licence_fits(row: dict) -> None:
    validate_licence(row["device_class"] or "", row["licence_no"] or "")


def _licence_is_named(row: dict) -> None:
    if (row["licence_issued_on"] or row["licence_valid_to"]) and not row["licence_no"]:
        raise ValidationError(NO_LICENCE)


def _within_revenue(row: dict) -> None:
    if row["brand_sales_wan"] is not None and row["brand_sales_wan"] > row["revenue_wan"]:
        raise ValidationError("品字标产品销售额不能大于营业收入，请核对是否把单位填成了元。")


def _read_sales(cell) -> Decimal | None:
    """An amount; the word by which the list shows that there is none is no amount."""
    return None if values.text(cell) == NOT_REPORTED else values.wan(cell)


def _read_licence(cell) -> str:
    return clean_uscc(values.text(cell))


def _kind(
    key: str, label: str, model, form_class, columns: tuple, identity: tuple, list_url: str, rules=()
) -> ImportKind:
    return ImportKind(
        key=key,
        label=label,
        model=model,
        form=_form_of(form_class),
        columns=(ENTERPRISE, *columns),
        identity=("enterprise", *identity),
        may=may_import_enterprises,
        belongs=kept_by(model),
        list_url=list_url,
        refusal=REFUSAL,
        rules=rules,
    )


KINDS = (
    _kind(
        "product",
        "产品库",
        Product,
        forms.ProductForm,
        (
            Column("name", "产品名称", "一次性使用输液器"),
            Column("models_text", "型号规格", "A-1"),
            Column("category", "产品类别", "医用输液器具"),
            Column("trademark", "品牌", "示例牌"),
            Column("trademark_no", "商标注册号", "12345678"),
            Column("device_class", "器械类别", "二类医疗器械"),
            Column("licence_no", "注册（备案）号", "浙械注准20212140123", read=_read_licence),
            Column("licence_issued_on", "注册（备案）日期", "2021-05-01"),
            Column("licence_valid_to", "注册证有效期至", "2026-04-30"),
            Column("standard", "执行标准", "T/ZZB 0123—2020", resolve=resolve_standards, help_text=STANDARD_HELP),
        ),
        ("name", "models_text"),
        "enterprises:product_list",
        (
            RowRule(("device_class", "licence_no"), "licence_no", _licence_fits),
            RowRule(("licence_no", "licence_issued_on", "licence_valid_to"), "licence_no", _licence_is_named),
            later("licence_issued_on", "licence_valid_to", "注册证有效期至必须晚于注册（备案）日期。"),
        ),
    ),
    _kind(
        "figure",
        "年度经营数据",
        YearFigure,
        forms.YearFigureForm,
        (
            Column("year", "年度", "2025"),
            Column("revenue_wan", "营业收入（万元）", "12000.50"),
            Column("brand_sales_wan", "品字标产品销售额（万元）", "3000", read=_read_sales),
        ),
        ("year",),
        "enterprises:figure_list",
        (RowRule(("revenue_wan", "brand_sales_wan"), "brand_sales_wan", _within_revenue),),
    ),
    _kind(
        "award",
        "政府质量奖",
        QualityAward,
        forms.QualityAwardForm,
        (
            Column("name", "奖项名称", "浙江省人民政府质量奖"),
            Column("level", "级别", "省级"),
            Column("year", "年度", "2024"),
            Column("awarded_on", "获奖日期", "2024-11-01"),
        ),
        ("name",),
        "enterprises:award_list",
    ),
    _kind(
        "officer",
        "首席质量官",
        QualityOfficer,
        forms.QualityOfficerForm,
        (
            Column("name", "姓名", "王示例"),
            Column("post", "职务", "质量总监"),
            Column("certificate_no", "培训证书编号", "CQO-2024-0001"),
            Column("trained_on", "培训日期", "2024-09-01"),
            Column("appointed_on", "任命日期", "2024-10-01"),
            Column("is_active", "在任", "是"),
        ),
        ("name",),
        "enterprises:officer_list",
    ),
    _kind(
        "contact",
        "企业联系人",
        Contact,
        forms.ContactForm,
        (
            Column("name", "姓名", "王示例"),
            Column("post", "职务", "质量部经理"),
            Column("mobile", "手机", "13900000000"),
            Column("email", "邮箱", "wang@example.com"),
        ),
        ("name",),
        "enterprises:list",
    ),
    _kind(
        "system",
        "体系认证",
        SystemCertificate,
        forms.SystemCertificateForm,
        (
            Column("kind", "体系", "质量管理体系（ISO 9001）"),
            Column("number", "证书编号", "00124Q12345R1M"),
            Column("body", "认证机构", "方圆标志认证集团有限公司"),
            Column("issued_on", "发证日期", "2024-05-01"),
            Column("valid_to", "有效期至", "2027-04-30"),
        ),
        ("kind", "number"),
        "enterprises:system_list",
        (later("issued_on", "valid_to", "有效期至必须晚于发证日期。"),),
    ),
)
