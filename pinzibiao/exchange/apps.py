"""The Excel door: imports, exports, saved views."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "pinzibiao.exchange"
    label = "exchange"
    verbose_name = "导入导出"

    def ready(self):
        from pinzibiao.files import access
        from pinzibiao.lib import exports, preferences
        from pinzibiao.lib.pages import offers

        from . import keeping, selectors
        from .offering import buttons_for

        access.register("exchange.source", "pinzibiao.exchange.views.imports.source_file")
        access.register("exchange.marked", "pinzibiao.exchange.views.imports.marked_file")
        access.register("exchange.export", "pinzibiao.exchange.views.exports.export_file")
        exports.register("pinzibiao.exchange.views.exports.answer")
        offers.register(buttons_for)
        keeper = preferences.Keeper(selectors.preference_of, keeping.remember_sort, selectors.deletion_url)
        preferences.register(keeper)
