"""What the experts found at the plant: one record a round."""

from django.db import models
from django.db.models import Q

from pinzibiao.accounts.models import User
from pinzibiao.files.models import StoredFile

from .declaration import Declaration


class SiteCheck(models.Model):
    """现场核查记录. Open while the case stands at the check; the leader's conclusion closes it."""

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="site_checks", verbose_name="申报")
    round = models.PositiveSmallIntegerField("轮次")
    checked_on = models.DateField("核查日期", null=True, blank=True)
    people_present = models.TextField("在场人员", max_length=1000, blank=True)
    conclusion = models.TextField("核查情况和结论", max_length=4000, blank=True)
    concluded_at = models.DateTimeField("结论时间", null=True, blank=True)
    concluded_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="结论人"
    )
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "现场核查"
        ordering = ["round"]
        constraints = [
            models.UniqueConstraint(fields=["declaration", "round"], name="site_check_round"),
            models.UniqueConstraint(fields=["declaration"], condition=Q(concluded_at=None), name="site_check_one_open"),
            models.CheckConstraint(
                condition=Q(concluded_at=None, concluded_by=None)
                | Q(concluded_at__isnull=False, concluded_by__isnull=False),
                name="site_check_concluded_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"第 {self.round} 次现场核查"


class SiteFinding(models.Model):
    """One point of the checklist, in the words that it had on the day of submission."""

    class Verdict(models.TextChoices):
        MET = "met", "符合"
        PARTLY = "partly", "基本符合"
        UNMET = "unmet", "不符合"
        NOT_APPLICABLE = "none", "不适用"

    record = models.ForeignKey(SiteCheck, models.CASCADE, related_name="findings", verbose_name="现场核查")
    position = models.PositiveSmallIntegerField("序号")
    point = models.CharField("核查内容", max_length=200)
    verdict = models.CharField("结果", max_length=6, choices=Verdict, blank=True)
    note = models.TextField("说明", max_length=1000, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "现场核查内容"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["record", "position"], name="site_finding_position")]

    def __str__(self) -> str:
        return self.point


class SitePhoto(models.Model):
    """A picture of the plant; whoever sees the record sees it."""

    record = models.ForeignKey(SiteCheck, models.CASCADE, related_name="photos", verbose_name="现场核查")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="照片")

    class Meta:
        verbose_name = verbose_name_plural = "现场核查照片"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["record", "file"], name="site_photo_once")]

    def __str__(self) -> str:
        return str(self.file)
