"""The cultivation library."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from enterprises.models import Enterprise, SubBrand
from experts.models import Expert
from pinzibiao.accounts.models import User
from pinzibiao.casework.models import Case
from pinzibiao.lib.addresses import record_address
from pinzibiao.regions.fields import InCounty

from ..states import EntryStatus


class Tier(models.TextChoices):
    """How near an enterprise is to the brand."""

    RESERVE = "reserve", "储备"
    KEY = "key", "重点"
    SPRINT = "sprint", "冲刺"
    BRANDED = "branded", "已获标"


class LibraryEntry(Case, InCounty):
    """An enterprise's stay in the library. It may leave and come back: then there is a second entry."""

    class IntendedRoute(models.TextChoices):
        CERTIFICATION = "certification", "认证"
        SELF_DECLARATION = "self_declaration", "自我声明"
        UNDECIDED = "undecided", "待定"

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="library_entries", verbose_name="企业")
    tier = models.CharField("梯队", max_length=10, choices=Tier, default=Tier.RESERVE)
    intended_route = models.CharField("意向途径", max_length=20, choices=IntendedRoute, default=IntendedRoute.UNDECIDED)
    sub_brand = models.CharField("子品牌", max_length=10, choices=SubBrand, default=SubBrand.MADE)
    target_year = models.PositiveSmallIntegerField(
        "目标年度", null=True, blank=True, validators=[MinValueValidator(2014), MaxValueValidator(2100)]
    )
    regulator = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="监管责任人"
    )
    expert = models.ForeignKey(
        Expert, models.PROTECT, null=True, blank=True, related_name="library_entries", verbose_name="联系专家"
    )
    note = models.CharField("备注", max_length=400, blank=True)
    enter_reason = models.CharField("入库理由", max_length=400, blank=True, db_default="")
    entered_on = models.DateField("入库日期", null=True, blank=True, editable=False)
    branded_on = models.DateField("获标日期", null=True, blank=True, editable=False)
    left_on = models.DateField("出库日期", null=True, blank=True, editable=False)
    leave_reason = models.CharField("出库原因", max_length=400, blank=True, editable=False)
    status = models.CharField("状态", max_length=10, choices=EntryStatus, default=EntryStatus.CANDIDATE)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta(InCounty.Meta):
        verbose_name = verbose_name_plural = "培育企业"
        indexes = [
            *InCounty.Meta.indexes,
            models.Index(fields=["enterprise", "-id"], name="entry_enterprise"),
            models.Index(fields=["entered_on", "-id"], name="entry_entered"),
            models.Index(
                fields=["tier", "-enterprise"],
                condition=Q(status__in=(EntryStatus.LISTED, EntryStatus.BRANDED)),
                name="entry_tier_inside",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=EntryStatus.values), name="entry_status"),
            models.UniqueConstraint(
                fields=["enterprise"],
                condition=Q(status__in=(EntryStatus.CANDIDATE, EntryStatus.LISTED)),
                name="entry_one_open",
                violation_error_message="该企业已在培育库中，请在原记录上办理。",
            ),
            models.CheckConstraint(
                condition=~Q(status=EntryStatus.LEFT) | Q(left_on__isnull=False), name="entry_left_has_day"
            ),
            models.CheckConstraint(
                condition=~Q(status=EntryStatus.LISTED) | Q(entered_on__isnull=False), name="entry_listed_has_day"
            ),
            models.CheckConstraint(
                condition=~Q(status=EntryStatus.BRANDED) | Q(entered_on__isnull=False, branded_on__isnull=False),
                name="entry_branded_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise}（{self.get_tier_display()}）"

    def get_absolute_url(self) -> str:
        return record_address("cultivation:entry_detail", self.pk)
