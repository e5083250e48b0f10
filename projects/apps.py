from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = "质量项目"

    def ready(self):
        from enterprises import moves
        from enterprises import panels as enterprise_panels

        from . import actions, imports, selectors  # noqa: F401 the procedure registers itself
        from .views import panels

        imports.register_kinds()
        moves.register("质量攻坚项目", "项", selectors.open_projects_of, column="office")
        enterprise_panels.register("projects", "项目", "projects/_table.html", panels.of_enterprise, 80)
