"""Enterprises and what belongs to them."""

from decimal import Decimal

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q

from pinzibiao.accounts.models import User
from pinzibiao.lib.addresses import record_address
from pinzibiao.lib.bigrams import Bigrams
from pinzibiao.regions.fields import InCounty, at_every_level

from ..codes import validate_mobile, validate_name, validate_uscc
from .industry import Industry
from .placed import NOT_ITS_OWN, Placed, takes_rows_along
from .searched import SEARCHED, SearchedNames
from .tracking import with_deletion

ALREADY_REGISTERED = (
    "这个统一社会信用代码已登记，不要重复建档。企业库中查不到的，说明企业不属于您的辖区，请联系省局核对属地。"
)


NOT_REPORTED = "未报"


class DivisionOf(Func):
    """SQL: the GB/T 4754 division of a class, ``C27`` of ``C2720``; of a section the section itself."""

    arity = 1
    template = "substr(%(expressions)s, 1, 3)"
    output_field = models.CharField(max_length=3)


@pghistory.track(*with_deletion(), exclude=["city_code", "division_code", "is_branded", *SEARCHED])
class Enterprise(InCounty):
    """One enterprise, known by its unified social credit code. The code never tells the region."""

    class Scale(models.TextChoices):
        LARGE = "large", "大型"
        MEDIUM = "medium", "中型"
        SMALL = "small", "小型"
        MICRO = "micro", "微型"

    uscc = models.CharField(
        "统一社会信用代码",
        max_length=18,
        unique=True,
        validators=[validate_uscc],
        error_messages={"unique": ALREADY_REGISTERED},
    )
    name = models.CharField("企业名称", max_length=120, validators=[validate_name])
    registered_address = models.CharField("注册地址", max_length=200, blank=True)
    plant_address = models.CharField("生产地址", max_length=200, blank=True)
    legal_representative = models.CharField("法定代表人", max_length=40, blank=True, validators=[validate_name])
    industry = models.ForeignKey(
        Industry, models.PROTECT, related_name="enterprises", verbose_name="国民经济行业", db_index=False
    )
    division_code = models.GeneratedField(
        expression=DivisionOf(F("industry")), output_field=models.CharField(max_length=3), db_persist=True
    )
    scale = models.CharField("规模", max_length=10, choices=Scale, default=Scale.SMALL)
    is_above_scale = models.BooleanField("规上企业", default=False)
    main_product = models.CharField("主导产品", max_length=120, blank=True, validators=[validate_name])
    established_on = models.DateField("成立日期", null=True, blank=True)
    # Whether it carries the brand today. The database copies it from the holders (marking.py); nobody else writes it.
    is_branded = models.BooleanField("品字标企业", default=False, db_default=False, editable=False)
    created_at = models.DateTimeField("建档时间", auto_now_add=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)
    # What the search reads, made of the current and the former names whenever the row is saved (naming.py).
    search_names = SearchedNames()
    search_sounds = models.TextField(editable=False, default="")
    search_keys = ArrayField(models.TextField(), editable=False, default=list)

    class Meta(InCounty.Meta):
        verbose_name = verbose_name_plural = "企业"
        indexes = [
            *InCounty.Meta.indexes,
            GinIndex(fields=["search_keys"], name="enterprise_search"),
            GinIndex(fields=["uscc"], opclasses=["gin_trgm_ops"], name="enterprise_uscc_trigram"),
            *at_every_level("enterprise_industry", "industry"),
            *at_every_level("enterprise_name", "name"),
            *at_every_level("enterprise_division", "division_code"),
            *at_every_level("enterprise_scale", "scale"),
            *at_every_level("enterprise_above", condition=Q(is_above_scale=True)),
            *at_every_level("enterprise_branded", condition=Q(is_branded=True)),
            # Two of these filters at once: an index of one of them walks past a thousand rows for each that both find.
            *at_every_level("enterprise_div_scale", "division_code", "scale"),
            *at_every_level("enterprise_ind_scale", "industry", "scale"),
            *at_every_level("enterprise_abv_scale", "scale", condition=Q(is_above_scale=True)),
            *at_every_level("enterprise_abv_div", "division_code", condition=Q(is_above_scale=True)),
            models.Index(fields=["established_on", "-id"], name="enterprise_founded"),
        ]
        constraints = [models.CheckConstraint(condition=Q(uscc__regex=r"^[0-9A-HJ-NPQRTUWXY]{18}$"), name="uscc_form")]
        triggers = [takes_rows_along()]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return record_address("enterprises:detail", self.pk)


@pghistory.track(*with_deletion())
class Contact(models.Model):
    """A person of the enterprise whom officers call. Shown to signed-in people of the scope only."""

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="contacts", verbose_name="企业")
    name = models.CharField("姓名", max_length=40, validators=[validate_name])
    post = models.CharField("职务", max_length=40, blank=True)
    mobile = models.CharField("手机", max_length=20, validators=[validate_mobile])
    email = models.EmailField("邮箱", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "联系人"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "name"],
                name="contact_once",
                violation_error_message="该企业已登记同名的联系人，请直接修改那一条。",
            )
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Member(models.Model):
    """A user's tie to an enterprise: the clerk prepares, the signatory signs."""

    class Kind(models.TextChoices):
        CLERK = "clerk", "经办人"
        SIGNATORY = "signatory", "签署人"

    user = models.OneToOneField(User, models.CASCADE, related_name="membership", verbose_name="用户")
    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="members", verbose_name="企业")
    kind = models.CharField("身份", max_length=10, choices=Kind)

    class Meta:
        verbose_name = verbose_name_plural = "企业用户"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.user}（{self.get_kind_display()}）"


@pghistory.track(*with_deletion(), exclude=NOT_ITS_OWN)
class YearFigure(Placed):
    """One year of an enterprise, in 万元. Their quotient over a region is 品牌企业销售占比."""

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="year_figures", verbose_name="企业")
    year = models.PositiveSmallIntegerField("年度", validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    revenue_wan = models.DecimalField(
        "营业收入（万元）", max_digits=16, decimal_places=2, validators=[MinValueValidator(0)]
    )
    brand_sales_wan = models.DecimalField(
        "品字标产品销售额（万元）",
        max_digits=16,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )

    class Meta(Placed.Meta):
        verbose_name = verbose_name_plural = "年度经营数据"
        ordering = ["-year"]
        indexes = [*Placed.Meta.indexes, *at_every_level("year_figure_year", "year")]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "year"],
                name="year_figure_once",
                violation_error_message="这一年度的数据已登记，请直接修改那一条。",
            ),
            models.CheckConstraint(
                condition=Q(brand_sales_wan=None) | Q(brand_sales_wan__lte=F("revenue_wan")),
                name="brand_sales_within_revenue",
                violation_error_message="品字标产品销售额不能大于营业收入，请核对是否把单位填成了元。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} 年"

    @property
    def year_words(self) -> str:
        """A year is no quantity: 2025, not 2,025."""
        return str(self.year)

    @property
    def reported_sales(self) -> Decimal | str:
        """What lists show: not reported is not 0."""
        return NOT_REPORTED if self.brand_sales_wan is None else self.brand_sales_wan

    @property
    def reported_share(self) -> Decimal | str:
        share = self.brand_share
        return NOT_REPORTED if share is None else share

    @property
    def brand_share(self) -> Decimal | None:
        """品牌企业销售占比 of this year in %, one decimal; None while the brand's sales are not reported."""
        if self.brand_sales_wan is None or not self.revenue_wan:
            return None
        return (self.brand_sales_wan * 100 / self.revenue_wan).quantize(Decimal("0.1"))


@pghistory.track(*with_deletion(), exclude=NOT_ITS_OWN)
class QualityAward(Placed):
    """A government quality award, its name stored as printed."""

    class Level(models.TextChoices):
        NATIONAL = "national", "国家级"
        PROVINCE = "province", "省级"
        CITY = "city", "市级"
        COUNTY = "county", "县级"

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="awards", verbose_name="企业")
    level = models.CharField("级别", max_length=10, choices=Level)
    name = models.CharField("奖项名称", max_length=80, validators=[validate_name])
    year = models.PositiveSmallIntegerField("年度", null=True, blank=True)
    awarded_on = models.DateField("获奖日期", null=True, blank=True)

    class Meta(Placed.Meta):
        verbose_name = verbose_name_plural = "政府质量奖"
        ordering = ["-year", "-id"]
        indexes = [
            *Placed.Meta.indexes,
            GinIndex(Bigrams("name"), name="award_name_pairs"),
            *at_every_level("award_level", "level"),
            *at_every_level("award_year", "year"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "name"], name="award_once", violation_error_message="该企业的这个奖项已登记。"
            )
        ]

    def __str__(self) -> str:
        return f"{self.enterprise}：{self.name}"

    @property
    def year_words(self) -> str:
        """A year is no quantity: 2025, not 2,025."""
        return str(self.year) if self.year else ""
