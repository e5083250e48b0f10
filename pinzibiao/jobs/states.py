"""The four states of a job and the numbers by which it lives."""

from django.db import models


class Status(models.TextChoices):
    """``QUEUED`` waits for a worker, ``RUNNING`` holds a lease, the other two are final."""

    QUEUED = "queued", "排队中"
    RUNNING = "running", "执行中"
    DONE = "done", "已完成"
    FAILED = "failed", "失败"


FINAL = (Status.DONE, Status.FAILED)
# What has killed its worker three times would kill the fourth.
MAX_ATTEMPTS = 3
