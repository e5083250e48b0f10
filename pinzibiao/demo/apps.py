from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "pinzibiao.demo"
    verbose_name = "演示数据"
