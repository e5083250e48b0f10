"""What somebody took out by Excel. The row stays when the file is gone: it tells who, what, how many."""

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from pinzibiao.accounts.models import User
from pinzibiao.files.models import StoredFile
from pinzibiao.jobs.models import Job
from pinzibiao.lib.addresses import record_address
from pinzibiao.lib.status import DONE, STOPPED, WAITING

KEPT = timedelta(days=7)


class ExportQuerySet(models.QuerySet):
    """Exports, asked by owner and by what became of the file."""

    def of(self, user) -> "ExportQuerySet":
        return self.filter(owner=user) if user.pk else self.none()

    def kept(self) -> "ExportQuerySet":
        """Made by a job, or about to be: neither refused nor failed."""
        return self.filter(is_direct=False, refusal="").exclude(job__status=Job.Status.FAILED)

    def waiting(self) -> "ExportQuerySet":
        """Asked for and not yet made."""
        return self.kept().filter(finished_at=None)

    def over(self) -> "ExportQuerySet":
        """Those whose file has been kept long enough (database clock)."""
        return self.filter(file__isnull=False, finished_at__lt=Now() - KEPT)


class Export(models.Model):
    """One file of one list. A small one went straight to its reader and has no job; a big one is made by its job.

    ``list_key``, ``query``, ``columns`` and ``sort`` say what was asked, so that the job finds it again; ``words``
    says it to people. ``capacity`` is the role in which it was asked: the file is not for a person whose role has
    changed since.
    """

    class Kind(models.TextChoices):
        XLSX = "xlsx", "Excel"
        CSV = "csv", "CSV"

    owner = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="导出人")
    capacity = models.CharField("导出时的角色", max_length=30)
    title = models.CharField("列表", max_length=120)
    list_key = models.CharField("列表地址", max_length=200)
    query = models.TextField("查询条件", blank=True)
    words = models.TextField("筛选条件", blank=True)
    columns = ArrayField(models.CharField(max_length=60), verbose_name="列")
    sort = models.CharField("排序", max_length=61, blank=True)
    kind = models.CharField("格式", max_length=4, choices=Kind)
    is_personal = models.BooleanField("含个人信息", default=False)
    is_direct = models.BooleanField("直接下载", default=False)
    rows = models.PositiveIntegerField("行数", null=True, blank=True)
    name = models.CharField("文件名", max_length=200, blank=True)
    sha256 = models.CharField("校验值", max_length=64, blank=True)
    file = models.ForeignKey(
        StoredFile, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="保存的文件"
    )
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="后台任务")
    refusal = models.CharField("不能导出的原因", max_length=300, blank=True)
    created_at = models.DateTimeField("发起时间", db_default=Now())
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "导出"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["owner", "-id"], name="export_owner"),
            models.Index(fields=["-id"], name="export_personal", condition=Q(is_personal=True)),
            models.Index(fields=["finished_at"], name="export_kept", condition=Q(file__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=("xlsx", "csv")), name="export_kind"),
            models.CheckConstraint(
                condition=Q(finished_at=None, rows=None, sha256="", file=None)
                | (Q(finished_at__isnull=False, rows__isnull=False, refusal="") & ~Q(sha256="") & ~Q(name="")),
                name="export_finished_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.get_kind_display()}）"

    def get_absolute_url(self) -> str:
        return record_address("exchange:export_detail", self.pk)

    @property
    def kept_until(self):
        """When the file is removed; nothing where there is none."""
        return self.finished_at + KEPT if self.file_id else None

    @property
    def is_old(self) -> bool:
        """Past its days, whether or not the clean-up has come by."""
        return bool(self.kept_until and self.kept_until < timezone.now())

    @property
    def stage(self) -> tuple[str, str]:
        """What has become of it, as ``(words, tone)``."""
        if self.refusal or (self.job and self.job.is_failed):
            return "未能导出", STOPPED
        if self.finished_at is None:
            return "正在导出", WAITING
        if self.file_id and not self.is_old:
            return "可以下载", DONE
        return ("已直接下载" if self.is_direct else "文件已到期删除"), DONE
