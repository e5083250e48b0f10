"""What any case leaves behind: events and their seals, versions; and the calendar, counters and dated settings.

Nothing here points at a subject by foreign key: a trail must outlive what it tells of.
"""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from .workflow import Desk


class Xid8Field(models.BigIntegerField):
    """PostgreSQL's 64-bit transaction number. Orders what was committed when, which ids do not."""

    def db_type(self, connection) -> str:
        return "xid8"

    def from_db_value(self, value, expression, connection):
        return None if value is None else int(value)

    def get_db_prep_value(self, value, connection, prepared=False):
        """As text: Postgres takes no integer for an xid8, but reads one from a quoted literal."""
        return None if value is None else str(value)


class CurrentTransaction(models.Func):
    """SQL for the number of the transaction that writes the row."""

    function = "pg_current_xact_id"
    arity = 0
    output_field = Xid8Field()


class Case(models.Model):
    """A record that moves from desk to desk. Its ``status`` (a field of the subclass) is written only by ``take``."""

    status_at = models.DateTimeField("状态时间", default=timezone.now, editable=False)
    # How many moves it has made: a form sent from an older page is told so instead of acting twice.
    moves = models.PositiveIntegerField("办理次数", default=0, editable=False)

    class Meta:
        abstract = True


class Event(models.Model):
    """One act: who did what to which case, when, with what opinion. Append-only in the database itself."""

    subject_type = models.CharField("对象类型", max_length=60)
    subject_id = models.BigIntegerField("对象")
    action = models.CharField("动作", max_length=40)
    label = models.CharField("办理", max_length=40)
    from_status = models.CharField("原状态", max_length=30, blank=True)
    to_status = models.CharField("新状态", max_length=30, blank=True)
    desk = models.CharField("岗位", max_length=20, choices=Desk)
    by_id = models.BigIntegerField("办理人编号", null=True)
    by_name = models.CharField("办理人", max_length=80)
    comment = models.TextField("意见", blank=True)
    data = models.JSONField("附带内容", default=dict)
    county_code = models.CharField("属地", max_length=6, blank=True)
    # Made with the form: the same person's repeat of it gets the same event back.
    key = models.UUIDField("提交标识", null=True)
    at = models.DateTimeField("时间", db_default=Now())
    tx = Xid8Field("事务", db_default=CurrentTransaction(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "办理记录"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="event_subject"),
            models.Index(fields=["tx"], name="event_tx"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["by_id", "key"], condition=Q(key__isnull=False), name="event_once"),
        ]

    def __str__(self) -> str:
        return f"{self.by_name} {self.label}"


class EventSeal(models.Model):
    """A hash over the events committed in ``[from_tx, to_tx)``, chained to the seal before it."""

    from_tx = Xid8Field("起")
    to_tx = Xid8Field("止", unique=True)
    count = models.PositiveIntegerField("条数")
    digest = models.CharField("摘要", max_length=64)
    chained = models.CharField("链值", max_length=64)
    at = models.DateTimeField("封存时间", db_default=Now())

    class Meta:
        verbose_name = verbose_name_plural = "封存"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"封存 {self.pk}"


class Version(models.Model):
    """What was submitted, word for word. Immutable in the database; a correction is the next number."""

    subject_type = models.CharField("对象类型", max_length=60)
    subject_id = models.BigIntegerField("对象")
    number = models.PositiveIntegerField("版次")
    content = models.JSONField("内容")
    sha256 = models.CharField("内容摘要", max_length=64)
    by_id = models.BigIntegerField("提交人编号")
    by_name = models.CharField("提交人", max_length=80)
    at = models.DateTimeField("提交时间", db_default=Now())

    class Meta:
        verbose_name = verbose_name_plural = "提交版本"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["subject_type", "subject_id", "number"], name="version_number"),
        ]

    def __str__(self) -> str:
        return f"第 {self.number} 版"


class Presence(models.Model):
    """A part of a case that somebody had open a moment ago. Not history: rows go after a minute."""

    subject_type = models.CharField("对象类型", max_length=60)
    subject_id = models.BigIntegerField("对象")
    part = models.CharField("部分", max_length=30)
    user_id = models.BigIntegerField("用户编号")
    user_name = models.CharField("姓名", max_length=80)
    seen_at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "在场"
        constraints = [
            models.UniqueConstraint(fields=["subject_type", "subject_id", "part", "user_id"], name="presence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_name} {self.part}"


class Holding(models.Model):
    """Who of a desk has a case in hand, since when, by whom and why. What was before is in the trail."""

    subject_type = models.CharField("对象类型", max_length=60)
    subject_id = models.BigIntegerField("对象")
    desk = models.CharField("岗位", max_length=20, choices=Desk)
    user_id = models.BigIntegerField("经办人编号")
    user_name = models.CharField("经办人", max_length=80)
    since = models.DateTimeField("自", auto_now=True)
    by_id = models.BigIntegerField("交办人编号")
    reason = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "经办"
        indexes = [models.Index(fields=["user_id", "subject_type", "desk"], name="holding_holder")]
        constraints = [
            models.UniqueConstraint(fields=["subject_type", "subject_id", "desk"], name="holding_once_a_desk"),
        ]

    def __str__(self) -> str:
        return f"{self.user_name} {self.get_desk_display()}"


class Remark(models.Model):
    """A word on a case, a section or a field of it, for those whom its writer chose; resolved when it is dealt with."""

    class Visibility(models.TextChoices):
        OFFICE = "office", "本单位"
        OFFICES = "offices", "所有办理机关"
        APPLICANT = "applicant", "申报企业（办理机关也能看到）"

    subject_type = models.CharField("对象类型", max_length=60)
    subject_id = models.BigIntegerField("对象")
    section = models.CharField("部分", max_length=30, blank=True)
    # The words beside which it stands: a field's label, or the first cell of a row; empty for the whole section.
    field = models.CharField("项目", max_length=200, blank=True)
    text = models.TextField("批注", max_length=1000)
    visibility = models.CharField("谁能看到", max_length=10, choices=Visibility, default=Visibility.OFFICE)
    # The writer's office as the room above names it.
    office = models.CharField("单位", max_length=30)
    by_id = models.BigIntegerField("批注人编号")
    by_name = models.CharField("批注人", max_length=80)
    at = models.DateTimeField("时间", auto_now_add=True)
    resolved_at = models.DateTimeField("处理时间", null=True, blank=True)
    resolved_by_id = models.BigIntegerField("处理人编号", null=True, blank=True)
    resolved_by_name = models.CharField("处理人", max_length=80, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "批注"
        ordering = ["id"]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="remark_subject")]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by_id=None)
                | Q(resolved_at__isnull=False, resolved_by_id__isnull=False),
                name="remark_resolved_pair",
            )
        ]

    def __str__(self) -> str:
        return f"{self.by_name}：{self.text[:40]}"


class CalendarDay(models.Model):
    """A day that differs from its weekday: a holiday on a weekday, or a make-up day at a weekend (调休)."""

    day = models.DateField("日期", primary_key=True)
    is_working = models.BooleanField("上班")
    name = models.CharField("说明", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "节假日与调休"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {'上班' if self.is_working else '放假'}"


class CalendarYear(models.Model):
    """A year whose holidays the State Council has announced. Any other year counts weekends only, provisionally."""

    year = models.PositiveSmallIntegerField("年份", primary_key=True)
    source = models.CharField("依据", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "已公布的年份"

    def __str__(self) -> str:
        return str(self.year)


class Counter(models.Model):
    """The last number given in a series such as ``authorisation/2026``. Locked while the next is taken: no gaps."""

    series = models.CharField("序列", max_length=80, primary_key=True)
    last = models.PositiveBigIntegerField("已用到", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "编号序列"

    def __str__(self) -> str:
        return f"{self.series}: {self.last}"


class DatedSetting(models.Model):
    """A number of the procedure with its history: a case keeps the rule of the day it was submitted."""

    key = models.CharField("项目", max_length=80)
    valid_from = models.DateField("自")
    value = models.JSONField("值")
    source = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "办理参数"
        ordering = ["key", "-valid_from"]
        constraints = [models.UniqueConstraint(fields=["key", "valid_from"], name="setting_once_a_day")]

    def __str__(self) -> str:
        return f"{self.key} = {self.value}（自 {self.valid_from}）"
