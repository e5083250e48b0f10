from django.apps import AppConfig


class LibConfig(AppConfig):
    name = "pinzibiao.lib"
    verbose_name = "基础"

    def ready(self):
        from . import checks  # noqa: F401 registers itself
