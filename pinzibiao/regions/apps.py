from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "pinzibiao.regions"
    verbose_name = "行政区划"
