"""What the reviewers leave: items to correct, experts' evaluations."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from experts.models import Expert
from pinzibiao.accounts.models import User

from .declaration import Declaration


class CorrectionItem(models.Model):
    """One thing to correct: a section, or a field, a row or a cell of it; with its reason."""

    class Section(models.TextChoices):
        ENTERPRISE = "enterprise", "企业信息"
        PRODUCT = "product", "产品与标准"
        INDICATORS = "indicators", "关键指标"
        REPORTS = "reports", "检测报告"
        SYSTEMS = "systems", "体系认证"
        ESSENCE = "essence", "四精自评"
        OFFICER = "officer", "首席质量官"
        PROMISES = "promises", "承诺"
        ATTACHMENTS = "attachments", "附件"

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="correction_items", verbose_name="申报")
    round = models.PositiveSmallIntegerField("轮次")
    section = models.CharField("部分", max_length=12, choices=Section)
    # A key of the section's rows. No foreign key: the enterprise may take the row out, and the reason stays.
    row = models.PositiveBigIntegerField("行", null=True, blank=True)
    field = models.CharField("字段", max_length=40, blank=True, default="", db_default="")
    # The field or row in words, as it was when it was named.
    place = models.CharField("位置", max_length=200, blank=True, default="", db_default="")
    reason = models.CharField("需补正的内容", max_length=400)

    class Meta:
        verbose_name = verbose_name_plural = "补正事项"
        ordering = ["round", "id"]

    def __str__(self) -> str:
        return f"{self.get_section_display()}：{self.sentence}"

    @property
    def is_of_section(self) -> bool:
        """Whether the section as a whole was sent back."""
        return self.row is None and not self.field

    @property
    def sentence(self) -> str:
        """The reason with the place within the section."""
        return f"{self.place}：{self.reason}" if self.place else self.reason


class Evaluation(models.Model):
    """One expert's task and result. ``score`` is of 100."""

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="evaluations", verbose_name="申报")
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="evaluations", verbose_name="专家")
    is_leader = models.BooleanField("组长", default=False)
    score = models.DecimalField(
        "评分（0–100）",
        max_digits=5,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    opinion = models.TextField("评价意见", max_length=4000, blank=True)
    assigned_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="指派人")
    assigned_at = models.DateTimeField("指派时间", auto_now_add=True)
    scored_at = models.DateTimeField("评价时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "专家评价"
        ordering = ["-is_leader", "id"]
        constraints = [
            models.UniqueConstraint(fields=["declaration", "expert"], name="evaluation_once"),
            models.UniqueConstraint(fields=["declaration"], condition=Q(is_leader=True), name="evaluation_one_leader"),
            models.CheckConstraint(
                condition=Q(score=None, scored_at=None) | Q(score__isnull=False, scored_at__isnull=False),
                name="evaluation_scored_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expert} → {self.declaration}"
