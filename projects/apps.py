from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = "质量项目"

    def ready(self):
        from . import actions  # noqa: F401 the procedure registers itself
