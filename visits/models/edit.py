"""What phones sent of a record, and the key by which a person's phone keeps what is not sent yet."""

import secrets

import pgtrigger
from django.db import models
from django.db.models import Q

from pinzibiao.accounts.models import User

from .visit import HelpVisit


class RecordEdit(models.Model):
    """One record as a phone sent it, for good. ``client_id`` is made on the phone: sent again, it is the same edit.

    ``base`` is the version that the person had before their eyes, ``version`` what was stored after it.
    """

    class Outcome(models.TextChoices):
        SAVED = "saved", "已保存"
        CONFLICT = "conflict", "与他人修改冲突，未保存"

    visit = models.ForeignKey(HelpVisit, models.CASCADE, related_name="edits", verbose_name="帮扶")
    client_id = models.UUIDField("记录标识", unique=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="填写人")
    base = models.CharField("修改前版本", max_length=32)
    version = models.CharField("修改后版本", max_length=32)
    content = models.JSONField("内容")
    outcome = models.CharField("结果", max_length=8, choices=Outcome)
    made_at = models.DateTimeField("手机上保存的时间")
    received_at = models.DateTimeField("收到时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "记录修改"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=["saved", "conflict"]), name="record_edit_outcome"),
        ]
        triggers = [pgtrigger.Protect(name="immutable", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.visit} {self.get_outcome_display()}"


def new_secret() -> bytes:
    return secrets.token_bytes(32)


class PhoneKey(models.Model):
    """Seals what waits on a phone. It reaches the phone with its owner's sign-in and leaves with the sign-out.

    Never changed: another key would lose whatever is still waiting on some phone.
    """

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="+", verbose_name="用户")
    secret = models.BinaryField("密钥", default=new_secret)

    class Meta:
        verbose_name = verbose_name_plural = "手机密钥"
        triggers = [pgtrigger.Protect(name="immutable", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.user} 的手机密钥"
