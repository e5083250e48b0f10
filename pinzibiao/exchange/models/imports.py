"""One file brought in: what it said, what was wrong with it, what became of it."""

from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Now

from pinzibiao.accounts.models import User
from pinzibiao.files.models import StoredFile
from pinzibiao.jobs.models import Job
from pinzibiao.lib.addresses import record_address
from pinzibiao.lib.status import DONE, MINE, STOPPED, WAITING


class Stage(models.TextChoices):
    """What is to be done now."""

    CHECKING = "checking", "正在核对"
    UNREADABLE = "unreadable", "不能导入"
    WRONG = "wrong", "有错误，请改正后重新上传"
    SAME = "same", "与现有数据相同，无须写入"
    READY = "ready", "待确认"
    WRITING = "writing", "正在写入"
    WRITTEN = "written", "已写入"
    CLOSED = "closed", "已放弃"


TONES = {
    Stage.CHECKING: WAITING,
    Stage.UNREADABLE: STOPPED,
    Stage.WRONG: STOPPED,
    Stage.SAME: DONE,
    Stage.READY: MINE,
    Stage.WRITING: WAITING,
    Stage.WRITTEN: DONE,
    Stage.CLOSED: STOPPED,
}
# Told by what has happened, in this order; nobody writes it.
STAGE = Case(
    When(merged_at__isnull=False, then=Value(Stage.WRITTEN.value)),
    When(closed_at__isnull=False, then=Value(Stage.CLOSED.value)),
    When(~Q(refusal=""), then=Value(Stage.UNREADABLE.value)),
    When(asked_at__isnull=False, then=Value(Stage.WRITING.value)),
    When(checked_at=None, then=Value(Stage.CHECKING.value)),
    When(wrong_count__gt=0, then=Value(Stage.WRONG.value)),
    When(created_count=0, updated_count=0, then=Value(Stage.SAME.value)),
    default=Value(Stage.READY.value),
)


class Import(models.Model):
    """A file of one kind, checked before anything is written, then confirmed as a whole or given up.

    The stage is made by Postgres from what has happened: it is no status that anybody could set.
    """

    Stage = Stage

    kind = models.CharField("种类", max_length=40)
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="导入人")
    source = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")
    marked = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="标注错误的文件"
    )
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="后台任务")
    key = models.UUIDField("表单编号", null=True, blank=True)
    refusal = models.CharField("不能读取的原因", max_length=500, blank=True)
    sheet = models.CharField("工作表", max_length=100, blank=True)
    ignored = models.CharField("没有读取的列", max_length=600, blank=True)
    created_count = models.PositiveIntegerField("新增", null=True, blank=True)
    updated_count = models.PositiveIntegerField("更新", null=True, blank=True)
    unchanged_count = models.PositiveIntegerField("无变化", null=True, blank=True)
    wrong_count = models.PositiveIntegerField("有错误的行", null=True, blank=True)
    fault_count = models.PositiveIntegerField("错误", null=True, blank=True)
    created_at = models.DateTimeField("上传时间", db_default=Now())
    checked_at = models.DateTimeField("核对完成时间", null=True, blank=True)
    asked_at = models.DateTimeField("确认时间", null=True, blank=True)
    merged_at = models.DateTimeField("写入时间", null=True, blank=True)
    closed_at = models.DateTimeField("放弃时间", null=True, blank=True)
    stage = models.GeneratedField(
        expression=STAGE,
        output_field=models.CharField("状态", max_length=10, choices=Stage.choices),
        db_persist=True,
        verbose_name="状态",
    )

    class Meta:
        verbose_name = verbose_name_plural = "导入"
        ordering = ["-id"]
        indexes = [models.Index(fields=["owner", "-id"], name="import_owner")]
        constraints = [
            models.UniqueConstraint(fields=["owner", "key"], name="import_once"),
            models.CheckConstraint(
                condition=Q(merged_at=None) | Q(asked_at__isnull=False, closed_at=None), name="import_merged_was_asked"
            ),
            models.CheckConstraint(
                condition=Q(asked_at=None) | Q(wrong_count=0, refusal=""), name="import_asked_is_right"
            ),
        ]

    def __str__(self) -> str:
        return f"导入 {self.pk}"

    def get_absolute_url(self) -> str:
        return record_address("exchange:import_detail", self.pk)

    @property
    def stage_look(self) -> tuple[str, str]:
        """Words and tone; a job that has failed is no work under way."""
        if self.job and self.job.is_failed and self.stage in (Stage.CHECKING, Stage.WRITING):
            return f"{Stage(self.stage).label}时中断，可重新执行", STOPPED
        return Stage(self.stage).label, TONES[self.stage]

    @property
    def can_confirm(self) -> bool:
        """Checked, without an error, with something to write, and not yet decided."""
        return self.stage == Stage.READY

    @property
    def can_close(self) -> bool:
        return self.stage in (Stage.CHECKING, Stage.WRONG, Stage.SAME, Stage.READY)

    @property
    def warning(self) -> str:
        """What is not wrong and may still be meant otherwise; nothing most of the time."""
        if not self.ignored:
            return ""
        return f"文件中的这些列不是本库的栏目，没有读取：{self.ignored}。如是表头写错，请对照模板改正后重新上传。"

    @property
    def to_write(self) -> int:
        """Rows that would change something."""
        return (self.created_count or 0) + (self.updated_count or 0)

    @property
    def row_count(self) -> int:
        return self.to_write + (self.unchanged_count or 0) + (self.wrong_count or 0)

    @property
    def staging_table(self) -> str:
        """The unlogged table that holds the checked rows until they are written or given up."""
        return f"exchange_staged_{self.pk}"


class Fault(models.Model):
    """One thing wrong in a file: where, what stands there, what is expected."""

    import_row = models.ForeignKey(Import, models.CASCADE, related_name="faults", verbose_name="导入")
    row = models.PositiveIntegerField("行")
    letter = models.CharField("列", max_length=3, blank=True)
    label = models.CharField("栏目", max_length=60)
    value = models.CharField("填写的内容", max_length=80, blank=True)
    message = models.CharField("问题", max_length=500)
    expected = models.CharField("应填", max_length=300, blank=True)
    example = models.CharField("示例", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "导入错误"
        ordering = ["row", "id"]
        indexes = [models.Index(fields=["import_row", "row", "id"], name="fault_place")]

    def __str__(self) -> str:
        return f"第 {self.row} 行「{self.label}」：{self.message}"
