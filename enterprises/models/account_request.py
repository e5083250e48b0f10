"""An enterprise asks for an account with its code."""

from django.db import models

from pinzibiao.casework.models import Case
from pinzibiao.lib.addresses import record_address
from pinzibiao.regions.fields import InCounty

from ..codes import validate_mobile, validate_name, validate_uscc
from ..states import AccountRequestStatus
from .enterprise import Enterprise, Member


class AccountRequest(Case, InCounty):
    """What the enterprise wrote; its competent county decides."""

    uscc = models.CharField("统一社会信用代码", max_length=18, validators=[validate_uscc])
    enterprise_name = models.CharField("企业名称", max_length=120, validators=[validate_name])
    applicant_name = models.CharField("申请人姓名", max_length=40, validators=[validate_name])
    applicant_mobile = models.CharField("申请人手机", max_length=20, validators=[validate_mobile])
    applicant_kind = models.CharField("申请身份", max_length=10, choices=Member.Kind, default=Member.Kind.CLERK)
    status = models.CharField("状态", max_length=10, choices=AccountRequestStatus, default=AccountRequestStatus.PENDING)
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, blank=True, related_name="account_requests", verbose_name="企业"
    )
    created_at = models.DateTimeField("申请时间", auto_now_add=True)

    class Meta(InCounty.Meta):
        verbose_name = verbose_name_plural = "开户申请"
        indexes = [*InCounty.Meta.indexes, models.Index(fields=["uscc", "created_at"], name="account_request_uscc")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=AccountRequestStatus.values), name="account_request_status"
            )
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_name} 开户申请"

    def get_absolute_url(self) -> str:
        return record_address("enterprises:account_request_detail", self.pk)
