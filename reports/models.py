"""Reports: numbers frozen with their cut-off and hash, a narrative that officials write, three files."""

from django.db import models
from django.db.models import F, Q

from pinzibiao.accounts.models import User
from pinzibiao.casework.models import Case
from pinzibiao.files.models import StoredFile
from pinzibiao.lib.addresses import record_address
from pinzibiao.regions.models import Region

from .states import ReportStatus


class Report(Case):
    """One report of one place and period. A re-run is the next ``version``; the old one stays as it was."""

    class Kind(models.TextChoices):
        CUMULATIVE = "cumulative", "累计成效报告"
        MONTHLY = "monthly", "月报"
        QUARTERLY = "quarterly", "季报"

    kind = models.CharField("类别", max_length=12, choices=Kind)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="区域")
    period_from = models.DateField("期间自")
    period_to = models.DateField("期间至")
    version = models.PositiveSmallIntegerField("版本", default=1, editable=False)
    title = models.CharField("标题", max_length=120)
    cut_off_at = models.DateTimeField("数据截止时间", null=True, blank=True, editable=False)
    # The figures and annexes exactly as printed; the record of what was signed, not a second home of the facts.
    frozen = models.JSONField("数据", null=True, blank=True, editable=False)
    sha256 = models.CharField("数据摘要", max_length=64, blank=True, editable=False)
    word = models.ForeignKey(StoredFile, models.PROTECT, null=True, editable=False, related_name="+")
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, editable=False, related_name="+")
    excel = models.ForeignKey(StoredFile, models.PROTECT, null=True, editable=False, related_name="+")
    # False from the moment the narrative changed until a worker has written the files anew.
    files_are_fresh = models.BooleanField("文件与文字一致", default=False, editable=False)
    job_id = models.UUIDField("任务", null=True, editable=False)
    requested_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="发起人", editable=False
    )
    signed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签发人", editable=False
    )
    signed_on = models.DateField("签发日期", null=True, blank=True, editable=False)
    status = models.CharField("状态", max_length=12, choices=ReportStatus, default=ReportStatus.GENERATING)
    created_at = models.DateTimeField("发起时间", auto_now_add=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "报告"
        ordering = ["-id"]
        indexes = [models.Index(fields=["region", "-id"], name="report_region")]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ReportStatus.values), name="report_status"),
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")),
                name="report_period",
                violation_error_message="期间至不能早于期间自。",
            ),
            models.UniqueConstraint(
                fields=["kind", "region", "period_from", "period_to", "version"], name="report_version"
            ),
            models.CheckConstraint(
                condition=Q(signed_on=None, signed_by=None) | Q(signed_on__isnull=False, signed_by__isnull=False),
                name="report_signed_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return record_address("reports:detail", self.pk)


class Narrative(models.Model):
    """One chapter's text, written by officials; the numbers beside it cannot be edited."""

    class Chapter(models.TextChoices):
        OVERVIEW = "overview", "总体情况"
        PRACTICE = "practice", "主要做法和进展"
        RESULTS = "results", "工作成效"
        PROBLEMS = "problems", "存在问题"
        NEXT = "next", "下一步工作"

    report = models.ForeignKey(Report, models.CASCADE, related_name="narratives", verbose_name="报告")
    chapter = models.CharField("章节", max_length=10, choices=Chapter)
    text = models.TextField("内容", max_length=10000, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "文字部分"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["report", "chapter"], name="narrative_once")]

    def __str__(self) -> str:
        return self.get_chapter_display()
