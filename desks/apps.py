from django.apps import AppConfig


class DesksConfig(AppConfig):
    name = "desks"
    verbose_name = "工作台"

    def ready(self):
        from enterprises import chooser

        from . import scopes

        chooser.register_scope(scopes.enterprises)
