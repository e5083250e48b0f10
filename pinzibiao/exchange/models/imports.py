"""One file brought in: what it said, what was wrong with it, what became of it."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from pinzibiao.accounts.models import User
from pinzibiao.files.models import StoredFile
from pinzibiao.jobs.models import Job
from pinzibiao.lib.status import DONE, MINE, STOPPED, WAITING


class Import(models.Model):
    """A file of one kind, checked before anything is written, then confirmed as a whole or given up.

    The stage is told by what has happened, not by a status: a job's own row says how far its work is.
    """

    kind = models.CharField("种类", max_length=40)
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="导入人")
    source = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")
    marked = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="标注错误的文件"
    )
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="后台任务")
    key = models.UUIDField("表单编号", null=True, blank=True)
    refusal = models.CharField("不能读取的原因", max_length=500, blank=True)
    sheet = models.CharField("工作表", max_length=100, blank=True)
    created_count = models.PositiveIntegerField("新增", null=True, blank=True)
    updated_count = models.PositiveIntegerField("更新", null=True, blank=True)
    unchanged_count = models.PositiveIntegerField("无变化", null=True, blank=True)
    wrong_count = models.PositiveIntegerField("有错误的行", null=True, blank=True)
    fault_count = models.PositiveIntegerField("错误", null=True, blank=True)
    created_at = models.DateTimeField("上传时间", db_default=Now())
    checked_at = models.DateTimeField("核对完成时间", null=True, blank=True)
    asked_at = models.DateTimeField("确认时间", null=True, blank=True)
    merged_at = models.DateTimeField("写入时间", null=True, blank=True)
    closed_at = models.DateTimeField("放弃时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "导入"
        ordering = ["-id"]
        indexes = [models.Index(fields=["owner", "-id"], name="import_owner")]
        constraints = [
            models.UniqueConstraint(fields=["owner", "key"], name="import_once"),
            models.CheckConstraint(
                condition=Q(merged_at=None) | Q(asked_at__isnull=False, closed_at=None), name="import_merged_was_asked"
            ),
            models.CheckConstraint(
                condition=Q(asked_at=None) | Q(wrong_count=0, refusal=""), name="import_asked_is_right"
            ),
        ]

    def __str__(self) -> str:
        return f"导入 {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("exchange:import_detail", args=[self.pk])

    @property
    def stage(self) -> tuple[str, str]:
        """What is to be done now, as ``(words, tone)``."""
        if self.merged_at:
            return "已写入", DONE
        if self.closed_at:
            return "已放弃", STOPPED
        if self.refusal:
            return "不能导入", STOPPED
        if self.asked_at:
            return "正在写入", WAITING
        if not self.checked_at:
            return "正在核对", WAITING
        return ("有错误，请改正后重新上传", STOPPED) if self.wrong_count else ("待确认", MINE)

    @property
    def can_confirm(self) -> bool:
        """Checked, without an error, and not yet decided."""
        is_right = self.checked_at and not self.refusal and self.wrong_count == 0
        return bool(is_right and not self.asked_at and not self.closed_at and self.to_write)

    @property
    def can_close(self) -> bool:
        return not (self.asked_at or self.closed_at)

    @property
    def to_write(self) -> int:
        """Rows that would change something."""
        return (self.created_count or 0) + (self.updated_count or 0)

    @property
    def row_count(self) -> int:
        return self.to_write + (self.unchanged_count or 0) + (self.wrong_count or 0)

    @property
    def staging_table(self) -> str:
        """The unlogged table that holds the checked rows until they are written or given up."""
        return f"exchange_staged_{self.pk}"


class Fault(models.Model):
    """One thing wrong in a file: where, what stands there, what is expected."""

    import_row = models.ForeignKey(Import, models.CASCADE, related_name="faults", verbose_name="导入")
    row = models.PositiveIntegerField("行")
    letter = models.CharField("列", max_length=3, blank=True)
    label = models.CharField("栏目", max_length=60)
    value = models.CharField("填写的内容", max_length=80, blank=True)
    message = models.CharField("问题", max_length=500)
    expected = models.CharField("应填", max_length=300, blank=True)
    example = models.CharField("示例", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "导入错误"
        ordering = ["row", "id"]
        indexes = [models.Index(fields=["import_row", "row", "id"], name="fault_place")]

    def __str__(self) -> str:
        return f"第 {self.row} 行「{self.label}」：{self.message}"
