"""Official papers made of what was decided: frozen with their hash, then set as Word and PDF by a job."""

from django.db import models

from pinzibiao.files.models import StoredFile

from .declaration import Declaration


class FrozenPaper(models.Model):
    """``content`` is what both files print (``pinzibiao.lib.papers.official``); it never changes."""

    title = models.CharField("标题", max_length=160)
    content = models.JSONField("内容")
    sha256 = models.CharField("内容校验值", max_length=64)
    word = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="Word")
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="PDF")
    created_at = models.DateTimeField("形成时间", auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class Paper(FrozenPaper):
    """A report of one step of one case."""

    class Kind(models.TextChoices):
        FORM_REVIEW = "form_review", "形式审查报告"
        EVALUATION = "evaluation", "资料评价报告"
        SITE_CHECK = "site_check", "现场核查报告"

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="papers", verbose_name="申报")
    kind = models.CharField("类别", max_length=12, choices=Kind)

    class Meta:
        verbose_name = verbose_name_plural = "办理文书"
        ordering = ["id"]
