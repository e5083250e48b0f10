"""The enterprise's word on the spot, and the sheet that is made of it."""

import uuid

import pgtrigger
from django.db import models

from pinzibiao.accounts.models import User
from pinzibiao.files.models import StoredFile

from .visit import HelpVisit


class Signature(models.Model):
    """Somebody of the enterprise signed on the expert's screen; the expert is the witness."""

    visit = models.OneToOneField(HelpVisit, models.CASCADE, related_name="signature", verbose_name="帮扶")
    client_id = models.UUIDField("记录标识", unique=True, default=uuid.uuid4)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="签字")
    signer_name = models.CharField("签字人", max_length=40)
    signer_post = models.CharField("职务", max_length=40, blank=True)
    signed_at = models.DateTimeField("签字时间")
    witness = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="见证专家")
    received_at = models.DateTimeField("收到时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "现场签字"
        triggers = [pgtrigger.Protect(name="immutable", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.signer

    @property
    def signer(self) -> str:
        return f"{self.signer_name}（{self.signer_post}）" if self.signer_post else self.signer_name


class ConfirmationCode(models.Model):
    """Six digits that a person of the enterprise shows the expert, instead of signing."""

    visit = models.ForeignKey(HelpVisit, models.CASCADE, related_name="codes", verbose_name="帮扶")
    member = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="出示人")
    digest = models.CharField("校验值", max_length=64)
    expires_at = models.DateTimeField("有效至")
    tries = models.PositiveSmallIntegerField("输错次数", default=0)
    used_at = models.DateTimeField("使用时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "确认码"
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self.visit)


class RecordPaper(models.Model):
    """The sheet of a confirmed record, as it was frozen."""

    visit = models.OneToOneField(HelpVisit, models.CASCADE, related_name="paper", verbose_name="帮扶")
    pdf = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="PDF")
    created_at = models.DateTimeField("形成时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "帮扶记录文件"
        triggers = [pgtrigger.Protect(name="immutable", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"帮扶记录 {self.visit}"
