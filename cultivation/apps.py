from django.apps import AppConfig


class CultivationConfig(AppConfig):
    name = "cultivation"
    verbose_name = "培育库与五张清单"

    def ready(self):
        from enterprises import actions as registry
        from enterprises import filters as enterprise_filters
        from enterprises import panels as enterprise_panels
        from pinzibiao.files import access

        from . import actions, defaults, filters, imports, moving, notifications  # noqa: F401 procedures and settings register themselves
        from .views import measures, panels, problems

        registry.when_brand_obtained(actions.brand_obtained)
        moving.register_all()
        notifications.declare_kinds()
        imports.register_kinds()
        enterprise_filters.offer("tier", filters.EnterpriseTierFilter())
        enterprise_panels.register("library", "培育库", "cultivation/_panel.html", panels.entries, 30, "library")
        enterprise_panels.register(
            "problems", "质量问题", "cultivation/_panel.html", panels.problems, 60, "circle-alert"
        )
        enterprise_panels.register("measures", "帮扶措施", "cultivation/_panel.html", panels.measures, 70, "wrench")
        access.register("cultivation.problem_evidence", problems.evidence_file)
        access.register("cultivation.measure_evidence", measures.evidence_file)
