"""The certificates of management systems that an enterprise declares."""

from django.db import models

from enterprises.models import SystemCertificate

from .declaration import Declaration


class DeclaredSystem(models.Model):
    """One certificate as its paper says. Of older declarations ``scope`` holds all that was written."""

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="systems", verbose_name="申报")
    kind = models.CharField("体系", max_length=12, choices=SystemCertificate.Kind)
    number = models.CharField("证书编号", max_length=60)
    body = models.CharField("认证机构", max_length=80)
    issued_on = models.DateField("发证日期", null=True)
    valid_to = models.DateField("有效期至", null=True)
    scope = models.CharField("认证范围", max_length=400, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "申报的体系认证"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".rstrip()
