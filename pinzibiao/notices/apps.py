"""Messages, stored reminders, mail."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "pinzibiao.notices"
    label = "notices"
    verbose_name = "消息"

    def ready(self):
        from pinzibiao.accounts import backends

        from .selectors import unread_count

        # The number at the bell stands on every page: it comes with the person, not by a query of its own.
        backends.bring_along(unread=unread_count())
