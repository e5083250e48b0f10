from django.apps import AppConfig


class LibConfig(AppConfig):
    name = "pinzibiao.lib"
    verbose_name = "基础"
