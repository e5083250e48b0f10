from django.apps import AppConfig


class ExpertsConfig(AppConfig):
    name = "experts"
    verbose_name = "专家与团队"

    def ready(self):
        from pinzibiao.accounts import ties

        from . import actions, imports, selectors  # noqa: F401

        ties.register(selectors.ties_of)
        imports.register_kinds()
