"""One table: a row is the outbox entry, the lease and the progress bar of a piece of work outside a request."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from pinzibiao.lib.status import DONE, MINE, STOPPED, WAITING

from .states import FINAL, Status

_TONES = {Status.QUEUED: WAITING, Status.RUNNING: MINE, Status.DONE: DONE, Status.FAILED: STOPPED}


class JobQuerySet(models.QuerySet):
    """Jobs, asked by owner and by what the relay must look after."""

    def of(self, user) -> "JobQuerySet":
        """What ``user`` asked for; nobody else's."""
        return self.filter(owner_id=user.pk) if user.pk else self.none()

    def unfinished(self) -> "JobQuerySet":
        return self.exclude(status__in=FINAL)

    def abandoned(self) -> "JobQuerySet":
        """Running by the book, but their worker has not been heard of since the lease ran out (database clock)."""
        return self.filter(status=Status.RUNNING, leased_until__lt=Now())


class Job(models.Model):
    """A piece of work outside a request.

    ``key`` names the period of a scheduled job (``close_notices:2026-11-22``): there is one job a key, for ever.
    ``result`` is ``{"url": …, "label": …}``, a link to what was made, or empty.
    ``error`` is the sentence shown to the owner; while retries remain it tells of the last attempt.
    The owner is a number and a name, not a key: people live on a floor above this one.
    """

    Status = Status

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("种类", max_length=80)
    title = models.CharField("任务", max_length=200)
    params = models.JSONField("参数", default=dict, blank=True)
    owner_id = models.BigIntegerField("发起人编号", null=True, blank=True)
    owner_name = models.CharField("发起人", max_length=150, blank=True)
    county_code = models.CharField("属地", max_length=6, null=True, blank=True)
    key = models.CharField("周期", max_length=160, null=True, blank=True, unique=True)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.QUEUED)
    progress = models.PositiveSmallIntegerField("进度", default=0)
    progress_text = models.CharField("进度说明", max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField("执行次数", default=0)
    due_at = models.DateTimeField("最早执行时间", db_default=Now())
    rung_at = models.DateTimeField("通知时间", null=True, blank=True)
    lease_token = models.UUIDField("占用标记", null=True, blank=True)
    leased_until = models.DateTimeField("占用至", null=True, blank=True)
    created_at = models.DateTimeField("提交时间", db_default=Now())
    started_at = models.DateTimeField("开始时间", null=True, blank=True)
    finished_at = models.DateTimeField("结束时间", null=True, blank=True)
    error = models.CharField("原因", max_length=500, blank=True)
    result = models.JSONField("结果", default=dict, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "后台任务"
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["owner_id", "-created_at"], name="job_owner"),
            models.Index(
                fields=["created_at"], condition=Q(status__in=[Status.QUEUED, Status.RUNNING]), name="job_unfinished"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="job_status"),
            models.CheckConstraint(condition=Q(progress__lte=100), name="job_progress"),
            models.CheckConstraint(
                condition=~Q(status=Status.RUNNING)
                | Q(lease_token__isnull=False, leased_until__isnull=False, started_at__isnull=False),
                name="job_running_is_leased",
            ),
            models.CheckConstraint(
                condition=Q(status__in=FINAL, finished_at__isnull=False) | (~Q(status__in=FINAL) & Q(finished_at=None)),
                name="job_final_is_dated",
            ),
            models.CheckConstraint(condition=~Q(status=Status.FAILED) | ~Q(error=""), name="job_failed_says_why"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("jobs:detail", args=[self.pk])

    @property
    def progress_url(self) -> str:
        """The block that says how far the job is."""
        return reverse("jobs:progress", args=[self.pk])

    @property
    def again_url(self) -> str:
        """Where the owner of a failed job starts it once more; empty while there is nothing to repeat."""
        return reverse("jobs:again", args=[self.pk]) if self.is_failed else ""

    @property
    def status_tone(self) -> str:
        """How the status looks in lists."""
        return _TONES[self.status]

    @property
    def progress_label(self) -> str:
        """What the worker is at, in words; for a queued job what it waits for."""
        if self.status == Status.QUEUED:
            return self.error or "排队中，等待执行"
        return f"{self.progress_text or '正在执行'}（{self.progress}%）"

    @property
    def is_finished(self) -> bool:
        return self.status in FINAL

    @property
    def is_failed(self) -> bool:
        return self.status == Status.FAILED

    @property
    def short_id(self) -> str:
        """What a person reads out on the telephone."""
        return str(self.pk)[:8]


class ScheduleMark(models.Model):
    """How far a line of the schedule has been followed; its row lock lets any number of clocks tick."""

    kind = models.CharField("种类", max_length=80, primary_key=True)
    followed_until = models.DateTimeField("已处理至")

    class Meta:
        verbose_name = verbose_name_plural = "定时任务进度"

    def __str__(self) -> str:
        return self.kind
