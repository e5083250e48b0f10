"""Messages, stored reminders, mail."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "pinzibiao.notices"
    label = "notices"
    verbose_name = "消息"

    def ready(self):
        from pinzibiao.accounts import backends
        from pinzibiao.accounts.models import Role

        from . import kinds
        from .models import DIGEST
        from .selectors import unread_count

        at_work = (*Role.REGULATORS, Role.Kind.EXPERT, Role.Kind.BODY, Role.Kind.ENTERPRISE)
        kinds.declare(DIGEST, "每日待办汇总（工作日早上一封，没有待办不发）", *at_work)
        # The number at the bell stands on every page: it comes with the person, not by a query of its own.
        backends.bring_along(unread=unread_count())
