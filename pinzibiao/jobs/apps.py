from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "pinzibiao.jobs"
    verbose_name = "后台任务"
