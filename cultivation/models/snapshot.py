"""A year's lists as they stood at one moment. The database itself refuses to change them afterwards."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from pinzibiao.accounts.models import User
from pinzibiao.jobs.models import Job
from pinzibiao.lib.addresses import record_address
from pinzibiao.lib.status import DONE, STOPPED, WAITING
from pinzibiao.regions.fields import InCounty

from .listset import ListDefinition, ListSet


class Snapshot(models.Model):
    """Of a day, as often as wanted; of a year once, which closes it."""

    class Kind(models.TextChoices):
        DAY = "day", "当日快照"
        YEAR = "year", "年度冻结"

    list_set = models.ForeignKey(ListSet, models.PROTECT, related_name="snapshots", verbose_name="清单")
    kind = models.CharField("种类", max_length=4, choices=Kind)
    name = models.CharField("名称", max_length=60)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="发起人")
    asked_at = models.DateTimeField("发起时间", db_default=Now())
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+", verbose_name="后台任务")
    taken_at = models.DateTimeField("冻结时间", null=True)
    rows_count = models.PositiveIntegerField("行数", null=True)
    sha256 = models.CharField("校验值", max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "清单快照"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["list_set"],
                condition=Q(kind="year"),
                name="snapshot_one_closing",
                violation_error_message="这一年度已经冻结，不能再冻结一次。",
            ),
            models.CheckConstraint(
                condition=Q(taken_at=None, rows_count=None, sha256="")
                | (Q(taken_at__isnull=False, rows_count__isnull=False) & ~Q(sha256="")),
                name="snapshot_taken_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.list_set} {self.name}"

    def get_absolute_url(self) -> str:
        return record_address("cultivation:snapshot_detail", self.pk)

    @property
    def stage(self) -> tuple[str, str]:
        """What has become of it, as ``(words, tone)``."""
        if self.taken_at:
            return "已冻结", DONE
        return ("未能冻结", STOPPED) if self.job and self.job.is_failed else ("正在冻结", WAITING)


class SnapshotList(models.Model):
    """One list of a snapshot: its columns as they were called then."""

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="lists", verbose_name="快照")
    number = models.PositiveSmallIntegerField("序号")
    name = models.CharField("名称", max_length=40)
    source = models.CharField("记录", max_length=16, choices=ListDefinition.Source)
    keys = ArrayField(models.CharField(max_length=60), verbose_name="取值")
    labels = ArrayField(models.CharField(max_length=40), verbose_name="列名")
    kinds = ArrayField(models.CharField(max_length=10), verbose_name="列的种类")
    printed = ArrayField(models.BooleanField(), verbose_name="列入 Word 附件")
    rows_count = models.PositiveIntegerField("行数", null=True)
    sha256 = models.CharField("校验值", max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "快照中的清单"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["snapshot", "number"], name="snapshot_list_once")]

    def __str__(self) -> str:
        return self.name


class SnapshotRow(InCounty):
    """One row as it was: its cells as the list showed them, in the order of the columns; which record it was of."""

    of_list = models.ForeignKey(SnapshotList, models.PROTECT, related_name="rows", verbose_name="清单", db_index=False)
    position = models.PositiveIntegerField("次序")
    record_id = models.BigIntegerField("记录")
    cells = ArrayField(models.TextField(), verbose_name="各列内容")

    class Meta:
        verbose_name = verbose_name_plural = "快照行"
        ordering = ["position"]
        indexes = [
            models.Index(fields=["of_list", "county", "position"], name="snapshot_row_county"),
            models.Index(fields=["of_list", "city_code", "position"], name="snapshot_row_city"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["of_list", "position"], name="snapshot_row_position"),
            models.UniqueConstraint(fields=["of_list", "record_id"], name="snapshot_row_once"),
        ]

    def __str__(self) -> str:
        return "、".join(self.cells[:2])
