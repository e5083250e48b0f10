"""开放数据: what is public as files, one pair a set and day."""

from django.db import models
from django.db.models.functions import Now

from pinzibiao.files.models import StoredFile


class OpenData(models.Model):
    """One set as it stood when the day's files were written."""

    class Name(models.TextChoices):
        REGISTER = "register", "品字标自我声明名录"
        HOLDERS = "holders", "品字标企业名录"

    name = models.CharField("数据", max_length=10, choices=Name, default=Name.REGISTER, db_default=Name.REGISTER)
    day = models.DateField("日期")
    rows = models.PositiveIntegerField("条数")
    csv = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="CSV")
    json = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="JSON")
    made_at = models.DateTimeField("生成时间", db_default=Now())

    class Meta:
        verbose_name = verbose_name_plural = "开放数据"
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["name", "day"], name="open_data_once_a_day")]

    def __str__(self) -> str:
        return f"{self.get_name_display()} {self.day}"
