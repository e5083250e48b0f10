"""What an enterprise declares (after ISO/IEC 17050-1). Source: DOMAIN.md section 6."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from enterprises.models import Enterprise, Product, Standard, SubBrand
from pinzibiao.accounts.models import Role, User
from pinzibiao.casework.models import Case
from pinzibiao.files.models import StoredFile
from pinzibiao.lib.addresses import record_address
from pinzibiao.regions.fields import InCounty

from ..states import HELD, UNDER_WAY, DeclarationStatus
from ..turns import turn_column, turn_indexes

ESSENCE_SCORE = [MinValueValidator(1), MaxValueValidator(10)]


class Declaration(Case, InCounty):
    """One declaration of one product. ``county`` follows the enterprise while the case is open."""

    number = models.CharField("申报编号", max_length=30, unique=True, null=True, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="declarations", verbose_name="企业")
    product = models.ForeignKey(Product, models.PROTECT, related_name="declarations", verbose_name="产品")
    registered_address = models.CharField("注册地址", max_length=200, blank=True, default="", db_default="")
    plant_address = models.CharField("生产地址", max_length=200, blank=True, default="", db_default="")
    legal_representative = models.CharField("法定代表人", max_length=40, blank=True, default="", db_default="")
    scale = models.CharField("规模", max_length=10, choices=Enterprise.Scale, blank=True, default="", db_default="")
    contact_name = models.CharField("联系人", max_length=40, blank=True)
    contact_mobile = models.CharField("联系电话", max_length=20, blank=True)
    sub_brand = models.CharField("子品牌", max_length=10, choices=SubBrand, default=SubBrand.MADE)
    standard = models.ForeignKey(
        Standard, models.PROTECT, null=True, blank=True, related_name="declarations", verbose_name="声明的标准"
    )
    standard_public_on = models.DateField("标准公开日期", null=True, blank=True)
    design_score = models.PositiveSmallIntegerField(
        "精心设计（1–10 分）", null=True, blank=True, validators=ESSENCE_SCORE
    )
    design_text = models.TextField("精心设计说明", max_length=2000, blank=True)
    material_score = models.PositiveSmallIntegerField(
        "精良选材（1–10 分）", null=True, blank=True, validators=ESSENCE_SCORE
    )
    material_text = models.TextField("精良选材说明", max_length=2000, blank=True)
    making_score = models.PositiveSmallIntegerField(
        "精工制造（1–10 分）", null=True, blank=True, validators=ESSENCE_SCORE
    )
    making_text = models.TextField("精工制造说明", max_length=2000, blank=True)
    service_score = models.PositiveSmallIntegerField(
        "精诚服务（1–10 分）", null=True, blank=True, validators=ESSENCE_SCORE
    )
    service_text = models.TextField("精诚服务说明", max_length=2000, blank=True)
    quality_officer = models.CharField("首席质量官", max_length=40, blank=True)
    officer_post = models.CharField("职务", max_length=40, blank=True, default="", db_default="")
    officer_certificate_no = models.CharField("培训证书编号", max_length=40, blank=True, default="", db_default="")
    officer_trained_on = models.DateField("培训日期", null=True, blank=True)
    officer_appointed_on = models.DateField("任命日期", null=True, blank=True)
    promises_quality = models.BooleanField("质量承诺：产品符合所声明的标准，并承担质量主体责任", default=False)
    promises_credit = models.BooleanField(
        "信用承诺：无严重违法失信记录，近三年无重大质量安全事故，监督抽查合格", default=False
    )
    promises_truth = models.BooleanField("真实性承诺：所填内容和附件真实、准确、完整", default=False)
    prepared_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="填报人")
    signed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签署人", editable=False
    )
    signed_at = models.DateTimeField("签署时间", null=True, blank=True, editable=False)
    submitted_on = models.DateField("首次提交日期", null=True, blank=True, editable=False)
    # The day by which whoever holds the case should have acted; nothing while no rule sets one.
    due_on = models.DateField("办理期限", null=True, blank=True, editable=False)
    # Working days that the office still had when its clock stopped, for a correction or a rectification.
    days_left = models.SmallIntegerField("剩余办理工作日", null=True, blank=True, editable=False)
    # The enterprise has told how it mended the cause of a suspension, and the province has not answered yet.
    mended_on = models.DateField("提交整改情况日期", null=True, blank=True, editable=False)
    correction_rounds = models.PositiveSmallIntegerField("补正次数", default=0, editable=False)
    renews = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="renewals", verbose_name="续展自"
    )
    status = models.CharField("状态", max_length=14, choices=DeclarationStatus, default=DeclarationStatus.DRAFT)
    county_turn = turn_column(Role.Kind.COUNTY)
    city_turn = turn_column(Role.Kind.CITY)
    province_turn = turn_column(Role.Kind.PROVINCE)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta(InCounty.Meta):
        verbose_name = verbose_name_plural = "自我声明"
        indexes = [
            *InCounty.Meta.indexes,
            *turn_indexes(),
            models.Index(fields=["status", "county", "-id"], name="declaration_status_county"),
            models.Index(fields=["status", "city_code", "-id"], name="declaration_status_city"),
            models.Index(fields=["enterprise", "-id"], name="declaration_enterprise"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=DeclarationStatus.values), name="declaration_status"),
            models.UniqueConstraint(
                fields=["enterprise", "product"],
                condition=Q(status__in=UNDER_WAY),
                name="declaration_one_under_way",
                violation_error_message="该产品已有一份在办的自我声明，请在原申报上办理。",
            ),
            models.UniqueConstraint(
                fields=["enterprise", "product"],
                condition=Q(status__in=HELD),
                name="declaration_one_in_force",
                violation_error_message="该产品已有一项授权，请从原授权申请续展。",
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by=None) | Q(signed_at__isnull=False, signed_by__isnull=False),
                name="declaration_signed_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number or '草稿'} {self.product}"

    def get_absolute_url(self) -> str:
        return record_address("declarations:detail", self.pk)


class TestReport(models.Model):
    """A laboratory's report, not older than 12 months at submission."""

    __test__ = False  # not a test case, whatever its name begins with

    class Mark(models.TextChoices):
        CMA = "cma", "CMA"
        CNAS = "cnas", "CNAS"
        BOTH = "both", "CMA 和 CNAS"

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="test_reports", verbose_name="申报")
    laboratory = models.CharField("检测机构", max_length=80)
    mark = models.CharField("资质", max_length=4, choices=Mark)
    number = models.CharField("报告编号", max_length=60)
    reported_on = models.DateField("报告日期")

    class Meta:
        verbose_name = verbose_name_plural = "检测报告"
        ordering = ["-reported_on"]

    def __str__(self) -> str:
        return self.number


class Attachment(models.Model):
    """A file of a declaration; kept when corrected, so a frozen version can name it for ever."""

    class Kind(models.TextChoices):
        LICENCE = "licence", "营业执照"
        REPORT = "report", "检测报告"
        STANDARD = "standard", "标准文本"
        SEAL = "seal", "签字盖章扫描件"
        SYSTEM = "system", "体系证书"
        RECTIFICATION = "rectification", "整改材料"
        OTHER = "other", "其他"

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="attachments", verbose_name="申报")
    kind = models.CharField("类别", max_length=14, choices=Kind)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")
    # Nobody outside the enterprise reads it before it has been submitted.
    first_version = models.PositiveSmallIntegerField("首次提交的版次", null=True, editable=False)
    # Taken out by a correction: an older version still names it.
    is_removed = models.BooleanField("已移除", default=False, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "附件"
        ordering = ["kind", "id"]
        constraints = [models.UniqueConstraint(fields=["declaration", "kind", "file"], name="attachment_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.file}"
