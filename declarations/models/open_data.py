"""开放数据: the public register as files, one pair a day."""

from django.db import models
from django.db.models.functions import Now

from pinzibiao.files.models import StoredFile


class OpenData(models.Model):
    """The register as it stood when the day's files were written."""

    day = models.DateField("日期", unique=True)
    rows = models.PositiveIntegerField("条数")
    csv = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="CSV")
    json = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="JSON")
    made_at = models.DateTimeField("生成时间", db_default=Now())

    class Meta:
        verbose_name = verbose_name_plural = "开放数据"
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"开放数据 {self.day}"
