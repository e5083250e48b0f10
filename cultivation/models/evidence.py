"""Papers and photos that prove a rectification or a measure."""

from django.db import models

from pinzibiao.accounts.models import User
from pinzibiao.files.models import StoredFile

from .measure import Measure
from .problem import Problem


class Evidence(models.Model):
    """One file with what it shows; who brought it and when."""

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")
    note = models.CharField("说明", max_length=200, blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="上传人")
    added_at = models.DateTimeField("上传时间", auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["id"]

    def __str__(self) -> str:
        return self.file.name


class ProblemEvidence(Evidence):
    """What proves that a problem was put right."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="evidence", verbose_name="问题")

    class Meta(Evidence.Meta):
        verbose_name = verbose_name_plural = "问题佐证材料"
        constraints = [models.UniqueConstraint(fields=["problem", "file"], name="problem_evidence_once")]


class MeasureEvidence(Evidence):
    """What proves that a measure was carried out."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="evidence", verbose_name="措施")

    class Meta(Evidence.Meta):
        verbose_name = verbose_name_plural = "措施佐证材料"
        constraints = [models.UniqueConstraint(fields=["measure", "file"], name="measure_evidence_once")]
