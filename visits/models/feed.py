"""The address at which a person's calendar program reads their visits."""

from django.db import models

from pinzibiao.accounts.models import User


class CalendarFeed(models.Model):
    """One a person. The address holds a secret of which only the hash is kept: deleting the row revokes it."""

    user = models.OneToOneField(User, models.CASCADE, related_name="calendar_feed", verbose_name="用户")
    digest = models.CharField("密钥摘要", max_length=64, unique=True)
    created_at = models.DateTimeField("建立时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "日历订阅"

    def __str__(self) -> str:
        return f"{self.user}的日历订阅"
