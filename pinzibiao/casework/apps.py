from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "pinzibiao.casework"
    verbose_name = "办理"
