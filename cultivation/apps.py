from django.apps import AppConfig


class CultivationConfig(AppConfig):
    name = "cultivation"
    verbose_name = "培育库与五张清单"

    def ready(self):
        from . import actions  # noqa: F401 the procedures register themselves
