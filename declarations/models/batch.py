"""公示 of many at once: one list as an official document, and still a notice of its own for each case."""

from django.db import models
from django.db.models import F, Q

from pinzibiao.accounts.models import User
from pinzibiao.lib.addresses import record_address

from .paper import FrozenPaper


class NoticeBatch(FrozenPaper):
    """The list as it was published."""

    number = models.CharField("公示编号", max_length=60, unique=True)
    office = models.CharField("公示机关", max_length=80)
    opens_on = models.DateField("公示开始")
    closes_on = models.DateField("公示截止")
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="发布人")

    class Meta:
        verbose_name = verbose_name_plural = "批量公示"
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="batch_dates")]

    def get_absolute_url(self) -> str:
        return record_address("public:batch", self.pk)
