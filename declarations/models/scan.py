"""How often the QR code of an authorisation was scanned: a number a day, of nobody."""

from django.db import models

from .notice import Authorisation


class Scan(models.Model):
    """The scans of one day. Neither who nor from where: a count is all that is kept."""

    authorisation = models.ForeignKey(Authorisation, models.CASCADE, related_name="scans", verbose_name="授权")
    day = models.DateField("日期")
    count = models.PositiveIntegerField("次数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "扫码次数"
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["authorisation", "day"], name="scan_once_a_day")]

    def __str__(self) -> str:
        return f"{self.authorisation} {self.day}：{self.count}"
