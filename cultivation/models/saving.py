"""The ledger of savings: one entry a year and source, verified by somebody, never changed, only made void.

Figures add up these entries and nothing else. A source is a problem or a measure; what a measure saved for several
problems stands here once, as the measure's.
"""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from enterprises.models import Enterprise
from pinzibiao.accounts.models import User
from pinzibiao.lib.addresses import record_address
from pinzibiao.regions.fields import InCounty
from projects.models import Project

from .measure import Measure
from .problem import Problem

LIVE = Q(voided_at=None)


class SavingQuerySet(models.QuerySet):
    def live(self) -> "SavingQuerySet":
        """What counts."""
        return self.filter(LIVE)


class Saving(InCounty):
    """What one problem or measure saved in one year; counted on ``saved_on``."""

    problem = models.ForeignKey(
        Problem, models.PROTECT, null=True, blank=True, related_name="savings", verbose_name="质量问题"
    )
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, blank=True, related_name="savings", verbose_name="帮扶措施"
    )
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="savings", verbose_name="企业")
    # As it was when the entry was made: an entry belongs to one project at most, so that projects add up.
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="savings", verbose_name="项目"
    )
    kind = models.CharField("节约性质", max_length=6, choices=Problem.SavingKind)
    year = models.PositiveSmallIntegerField("年度")
    saved_on = models.DateField("计入日期")
    amount_wan = models.DecimalField(
        "节约成本（万元）", max_digits=14, decimal_places=2, validators=[MinValueValidator(0)]
    )
    basis = models.TextField("节约依据", max_length=2000)
    verified_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核定人"
    )
    past_verifier = models.CharField("核定人（历史记录）", max_length=40, blank=True)
    entered_at = models.DateTimeField("登记时间", auto_now_add=True)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    voided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="作废人")
    void_reason = models.CharField("作废原因", max_length=200, blank=True)

    objects = SavingQuerySet.as_manager()

    class Meta(InCounty.Meta):
        verbose_name = verbose_name_plural = "节约台账"
        indexes = [
            *InCounty.Meta.indexes,
            models.Index(fields=["saved_on", "-id"], name="saving_day"),
            models.Index(fields=["enterprise", "-id"], name="saving_enterprise"),
            models.Index(fields=["year", "-id"], name="saving_year"),
            models.Index(fields=["-id"], name="saving_of_measures", condition=Q(measure__isnull=False)),
            models.Index(fields=["-id"], name="saving_voided", condition=Q(voided_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(problem=None, measure__isnull=False) | Q(problem__isnull=False, measure=None),
                name="saving_has_one_source",
            ),
            models.CheckConstraint(condition=Q(amount_wan__gt=0), name="saving_positive"),
            models.CheckConstraint(condition=Q(saved_on__year=F("year")), name="saving_year_of_its_day"),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=False) | ~Q(past_verifier=""), name="saving_is_verified"
            ),
            models.CheckConstraint(
                condition=Q(voided_at=None, voided_by=None)
                | (Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason="")),
                name="saving_voided_pair",
            ),
            models.UniqueConstraint(fields=["problem", "year"], condition=LIVE, name="saving_once_a_problem"),
            models.UniqueConstraint(fields=["measure", "year"], condition=LIVE, name="saving_once_a_measure"),
        ]

    def __str__(self) -> str:
        return f"{self.source}（{self.year} 年）"

    def get_absolute_url(self) -> str:
        return record_address("cultivation:saving_detail", self.pk)

    @property
    def source(self) -> Problem | Measure:
        return self.problem or self.measure

    @property
    def title(self) -> str:
        """What was done, in words."""
        return self.problem.title if self.problem else self.measure.content[:60]

    @property
    def verifier(self) -> str:
        return self.verified_by.name if self.verified_by else self.past_verifier

    @property
    def state(self) -> str:
        return "已作废" if self.voided_at else "有效"
