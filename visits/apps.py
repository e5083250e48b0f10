from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "visits"
    verbose_name = "质量帮扶"

    def ready(self):
        from enterprises import moves
        from enterprises import panels as enterprise_panels
        from experts import panels as expert_panels
        from pinzibiao.files import access

        from . import actions, notifications, selectors  # noqa: F401 the procedures register themselves
        from .views import panels

        notifications.declare_kinds()

        moves.register("质量帮扶", "次", selectors.open_visits_of)
        moves.register("帮扶需求", "件", selectors.open_requests_of)
        enterprise_panels.register("visits", "帮扶记录", "visits/_panel.html", panels.of_enterprise, 50, "map-pin")
        expert_panels.register("visits", "帮扶工作量", "visits/_workload.html", panels.of_expert, 10)
        access.register("visits.photo", panels.photo_file)
        access.register("visits.signature", panels.signature_file)
        access.register("visits.paper", panels.paper_file)
