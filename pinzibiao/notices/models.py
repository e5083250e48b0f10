"""What was told to whom; what is to be told on a day; who wants mail of what."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from pinzibiao.accounts.models import User
from pinzibiao.lib.addresses import record_address
from pinzibiao.lib.status import MINE, STOPPED

from .kinds import label_of

# The daily letter: mailed only, so it stands in nobody's list of messages.
DIGEST = "notices.digest"


class Message(models.Model):
    """One thing told to one person. ``key`` names the occasion: the same is told once, however often it is said."""

    class Mail(models.TextChoices):
        NONE = "", "不发邮件"
        WAITING = "waiting", "待发送"
        SENT = "sent", "已发送"
        REFUSED = "refused", "邮箱拒收"

    to = models.ForeignKey(User, models.CASCADE, related_name="notices", verbose_name="收件人")
    kind = models.CharField("类别", max_length=40)
    title = models.CharField("内容", max_length=200)
    url = models.CharField("链接", max_length=200)
    key = models.CharField("缘由", max_length=120)
    created_at = models.DateTimeField("时间", db_default=Now())
    read_at = models.DateTimeField("已读时间", null=True, blank=True)
    mail = models.CharField("邮件", max_length=8, choices=Mail, default=Mail.NONE, blank=True)
    # The whole text of a letter that says more than its title.
    letter = models.TextField("信件", blank=True, default="", db_default="")
    mail_tries = models.PositiveSmallIntegerField("邮件尝试次数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "消息"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["to", "-id"], name="message_to"),
            models.Index(fields=["to"], condition=Q(read_at=None), name="message_unread"),
            models.Index(fields=["id"], condition=Q(mail="waiting"), name="message_to_mail"),
        ]
        constraints = [models.UniqueConstraint(fields=["to", "key"], name="message_once")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Opening it there marks it read and leads on to what it is about."""
        return record_address("notices:open", self.pk)

    @property
    def kind_label(self) -> str:
        return label_of(self.kind)

    @property
    def state(self) -> tuple[str, str]:
        return ("已读", STOPPED) if self.read_at else ("未读", MINE)


class Reminder(models.Model):
    """Something to be said on ``due_on``, about a day of the subject's: looked at anew when its day has come.

    After ``until_on`` (the next reminder's day, or the day itself) it is worth nothing any more: an outage of a
    month ends in one message, not in all that were missed.
    """

    kind = models.CharField("类别", max_length=40)
    key = models.CharField("缘由", max_length=120, unique=True)
    subject_id = models.BigIntegerField("对象")
    about_on = models.DateField("所指日期")
    due_on = models.DateField("提醒日期")
    until_on = models.DateField("过时日期")
    settled_at = models.DateTimeField("处理时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "提醒"
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["due_on"], condition=Q(settled_at=None), name="reminder_open")]

    def __str__(self) -> str:
        return self.key


class MailChoice(models.Model):
    """Whether a person wants mail of a kind beside the message; without a row: yes."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="用户")
    kind = models.CharField("类别", max_length=40)
    is_wanted = models.BooleanField("接收邮件")

    class Meta:
        verbose_name = verbose_name_plural = "邮件提醒设置"
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="mail_choice_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}"
