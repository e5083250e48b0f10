"""Benchmark products and plans for standards by Excel: registers whose history the database keeps."""

from functools import partial

from django import forms
from django.core.exceptions import ValidationError

from enterprises.imports.references import resolve_standards
from enterprises.models import Enterprise, Product
from pinzibiao.exchange.fields import name_in_words, obey
from pinzibiao.exchange.kinds import Column, ImportKind, Links, RowRule
from pinzibiao.exchange.words import part_of

from .. import rules
from ..forms import BenchmarkForm, PlanForm
from ..models import BenchmarkProduct, StandardPlan
from .keys import ENTERPRISE, keeps_lists, kept_by

NO_PRODUCT = "该企业没有登记这个产品，请核对名称和型号；新产品请先在企业页面登记。"
REFUSAL = "对标产品和标准研制计划由属地县级监管人员维护，历史记录可由省局导入。如需修改请联系属地局。"
RESPONSIBLE = (
    Column("responsible_unit", "责任单位", "杭州示例医药有限公司", help_text="不填则为该企业。"),
    Column("responsible_person", "责任人", "李示例"),
    Column("due_on", "完成时限", "2026-12-31"),
)


def one_product(words: set[tuple], user) -> dict:
    """``(name, enterprise, models)``: a product of the enterprise; its models tell apart those of one name."""
    known = _products(words)
    return {asked: _product(known.get(asked[1], {}).get(asked[0], {}), asked[2]) for asked in words}


def _product(by_models: dict, models: str | None):
    if not by_models:
        return ValidationError(NO_PRODUCT)
    if (models or "") in by_models:
        return by_models[models or ""]
    if models:
        return ValidationError(NO_PRODUCT)
    if len(by_models) > 1:
        return ValidationError("该企业有多个型号的同名产品，请填写型号规格。")
    return next(iter(by_models.values()))


def several_products(words: set[tuple], user) -> dict:
    """``(names, enterprise, title, year)``: products of the enterprise; of several alike those that the plan has."""
    known, tied = _products(words), {}
    ties = StandardPlan.products.through.objects.filter(standardplan__enterprise__in=known)
    plan = ("standardplan__enterprise", "standardplan__title", "standardplan__year")
    for owner, title, year, product in ties.values_list(*plan, "product"):
        tied.setdefault((owner, title, year), set()).add(product)
    return {asked: _several(asked[0], known.get(asked[1], {}), tied.get(asked[1:], set())) for asked in words}


def _several(word: str, known: dict, tied: set):
    found = part_of(word, known)
    if found is None:
        return ValidationError(NO_PRODUCT)
    keys = [set(by_models.values()) for by_models in found]
    keys = [alike if len(alike) == 1 else alike & tied for alike in keys]
    if not all(keys):
        return ValidationError("该企业有多个型号的同名产品，请在标准计划页面选择。")
    return sorted(set().union(*keys))


def _products(words: set[tuple]) -> dict:
    """``{enterprise: {name: {models: key}}}``."""
    rows = Product.objects.filter(enterprise__in={words[1] for words in words if words[1]})
    found: dict = {}
    for owner, name, models, pk in rows.values_list("enterprise", "name", "models_text", "pk"):
        found.setdefault(owner, {}).setdefault(name, {})[models] = pk
    return found


def _form_of(form_class, *others: str):
    def form(user) -> forms.ModelForm:
        made = form_class(enterprise=Enterprise(pk=0))
        name_in_words(made, "enterprise", *others)
        made.fields["enterprise"].required = True
        return made

    return form


def _benchmark_form(user) -> forms.ModelForm:
    form = _form_of(BenchmarkForm, "product")(user)
    form.fields["models_text"] = Product._meta.get_field("models_text").formfield()
    obey(form, rules.not_future, "reported_on")
    return form


def _plan_form(user) -> forms.ModelForm:
    form = _form_of(PlanForm, "products", "standard")(user)
    obey(form, rules.not_future, "published_on")
    return form


def _initial():
    return lambda row: {"county": row["enterprise"].county, "responsible_unit": row["enterprise"].name[:80]}


def _check_reached(row: dict) -> None:
    if row["reached_value"] is not None and not row["reported_on"]:
        raise ValidationError("填写达到值，请同时填写检测报告日期。")


def _check_published(row: dict) -> None:
    if row["standard"] and not row["published_on"]:
        raise ValidationError("关联已发布标准时，请填写实际发布日期。")


BENCHMARKS = ImportKind(
    key="benchmark",
    label="对标产品清单",
    model=BenchmarkProduct,
    form=_benchmark_form,
    columns=(
        ENTERPRISE,
        Column(
            "product",
            "产品",
            "一次性使用输液器",
            resolve=one_product,
            by=("enterprise", "models_text"),
            aliases=("产品名称",),
            help_text="企业已登记的产品名称；有多个型号的请填写型号规格。",
        ),
        Column("models_text", "型号规格", "0.7×25", stored=False),
        Column("year", "年度", "2026"),
        Column("benchmark", "对标对象", "国际领先产品"),
        Column("indicator", "关键指标", "微粒含量"),
        Column("unit", "单位", "个/mL"),
        Column("now_value", "现状值", "20"),
        Column("benchmark_value", "标杆值", "5"),
        Column("target_value", "目标值", "8"),
        Column("reached_value", "达到值", "7.5"),
        Column("laboratory", "检测机构", "浙江省医疗器械检验研究院"),
        Column("report_no", "报告编号", "YJ2026-0001"),
        Column("reported_on", "报告日期", "2026-06-01"),
        Column("ladder_step_before", "质量阶梯（前）", "2"),
        Column("ladder_step_after", "质量阶梯（后）", "3"),
        *RESPONSIBLE,
    ),
    identity=("product", "year", "benchmark", "indicator"),
    once=("enterprise",),
    moved="这条对标记录属于另一家企业，请核对产品。",
    may=keeps_lists,
    belongs=partial(kept_by, BenchmarkProduct),
    initial=_initial,
    initials=("county", "responsible_unit"),
    rules=(RowRule(("reached_value", "reported_on"), "reported_on", _check_reached),),
    list_url="cultivation:benchmark_list",
    refusal=REFUSAL,
    notes=("产品须已在企业页面登记。产品、年度、对标对象和关键指标一起用来认记录。",),
)
PLANS = ImportKind(
    key="standard_plan",
    label="标准研制清单",
    model=StandardPlan,
    form=_plan_form,
    columns=(
        ENTERPRISE,
        Column("title", "标准名称", "一次性使用精密输液器"),
        Column("year", "年度", "2026"),
        Column("kind", "性质", "制定"),
        Column("stage", "阶段", "研制", required=False),
        Column(
            "standard",
            "标准号",
            "T/ZZB 0123—2020",
            resolve=resolve_standards,
            aliases=("已发布标准",),
            help_text="已发布标准的标准号；还没有发布的留空。",
        ),
        Column(
            "products",
            "关联产品",
            "一次性使用输液器、采血管",
            resolve=several_products,
            by=("enterprise", "title", "year"),
            links=Links(StandardPlan.products.through, "standardplan", "product"),
            help_text="企业已登记的产品名称，几个产品之间用顿号隔开。",
        ),
        Column("technical_body", "技术机构", "浙江省标准化研究院"),
        Column("advanced_indicators", "先进性指标", "微粒含量不大于 8 个/mL"),
        Column("planned_on", "计划发布日期", "2026-12-01", aliases=("计划发布",)),
        Column("published_on", "实际发布日期", "2026-12-20", aliases=("实际发布",)),
        *RESPONSIBLE,
    ),
    identity=("enterprise", "title", "year"),
    may=keeps_lists,
    belongs=partial(kept_by, StandardPlan),
    initial=_initial,
    initials=("county", "responsible_unit"),
    rules=(RowRule(("standard", "published_on"), "published_on", _check_published),),
    list_url="cultivation:plan_list",
    refusal=REFUSAL,
    notes=("企业、标准名称和年度一起用来认记录。",),
)
