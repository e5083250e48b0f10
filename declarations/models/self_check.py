"""年度自查: what the holder of an authorisation says of its product each year. Told once, it stays as it was told."""

import pgtrigger
from django.db import models
from django.db.models import Q

from pinzibiao.accounts.models import User
from pinzibiao.files.models import StoredFile

from .declaration import Declaration


def kept_for_good() -> pgtrigger.Protect:
    return pgtrigger.Protect(name="immutable", operation=pgtrigger.Update | pgtrigger.Delete)


class SelfCheck(models.Model):
    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="self_checks", verbose_name="申报")
    # The deadline that it answers; nothing where it was told of one's own accord.
    asked_for = models.DateField("自查期限", null=True, blank=True)
    laboratory = models.CharField("检测机构", max_length=80)
    report_number = models.CharField("检测报告编号", max_length=60)
    reported_on = models.DateField("检测报告日期")
    words = models.TextField("自查情况", max_length=2000)
    filled_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="自查人")
    filled_at = models.DateTimeField("提交时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "年度自查"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "asked_for"], condition=Q(asked_for__isnull=False), name="self_check_once_a_year"
            )
        ]
        triggers = [kept_for_good()]

    def __str__(self) -> str:
        return f"{self.asked_for.year} 年度自查" if self.asked_for else "主动自查"


class SelfCheckAnswer(models.Model):
    """One question in the words that it had on that day."""

    class Answer(models.TextChoices):
        YES = "yes", "是"
        NO = "no", "否"
        NOT_APPLICABLE = "none", "不适用"

    record = models.ForeignKey(SelfCheck, models.PROTECT, related_name="answers", verbose_name="年度自查")
    position = models.PositiveSmallIntegerField("序号")
    question = models.CharField("自查内容", max_length=200)
    answer = models.CharField("结果", max_length=4, choices=Answer)
    note = models.TextField("说明", max_length=1000, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "年度自查内容"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["record", "position"], name="self_check_answer_position"),
            models.CheckConstraint(condition=~Q(answer="no", note=""), name="self_check_no_is_explained"),
        ]
        triggers = [kept_for_good()]

    def __str__(self) -> str:
        return f"{self.question}：{self.get_answer_display()}"

    @property
    def is_unmet(self) -> bool:
        return self.answer == self.Answer.NO


class SelfCheckFile(models.Model):
    """The newest test report, and what else proves the answers."""

    record = models.ForeignKey(SelfCheck, models.PROTECT, related_name="files", verbose_name="年度自查")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")

    class Meta:
        verbose_name = verbose_name_plural = "年度自查文件"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["record", "file"], name="self_check_file_once")]
        triggers = [kept_for_good()]

    def __str__(self) -> str:
        return str(self.file)
