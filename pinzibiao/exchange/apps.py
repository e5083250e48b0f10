"""The Excel door: imports, exports, saved views."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "pinzibiao.exchange"
    label = "exchange"
    verbose_name = "导入导出"
