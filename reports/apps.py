from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "进展报告"

    def ready(self):
        from pinzibiao.files import access

        from . import actions  # noqa: F401  registers the procedure

        for field in ("word", "pdf", "excel"):
            access.register(f"reports.{field}", f"reports.views.{field}_file")
