"""首席质量官 of an enterprise."""

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from pinzibiao.files.models import StoredFile
from pinzibiao.lib.bigrams import Bigrams
from pinzibiao.regions.fields import at_every_level

from ..codes import validate_name
from .enterprise import Enterprise
from .placed import NOT_ITS_OWN, Placed
from .tracking import with_deletion


@pghistory.track(*with_deletion(), exclude=NOT_ITS_OWN)
class QualityOfficer(Placed):
    """首席质量官: trained (counts by ``trained_on``) and appointed."""

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="quality_officers", verbose_name="企业")
    name = models.CharField("姓名", max_length=40, validators=[validate_name])
    post = models.CharField("职务", max_length=40, blank=True)
    certificate_no = models.CharField("培训证书编号", max_length=40, blank=True)
    trained_on = models.DateField("培训日期", null=True, blank=True)
    appointed_on = models.DateField("任命日期", null=True, blank=True)
    document = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="任命文件"
    )
    is_active = models.BooleanField("在任", default=True)

    class Meta(Placed.Meta):
        verbose_name = verbose_name_plural = "首席质量官"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "name"],
                name="quality_officer_once",
                violation_error_message="该企业已登记这位首席质量官，请直接修改那一条。",
            )
        ]
        indexes = [
            *Placed.Meta.indexes,
            *at_every_level("officer_trained", "trained_on"),
            *at_every_level("officer_active", "is_active"),
            GinIndex(Bigrams("name"), name="officer_name_pairs"),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.enterprise}）"
