from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    name = "enterprises"
    verbose_name = "企业与标准"

    def ready(self):
        from pinzibiao.accounts import ties

        from . import actions, imports, selectors  # noqa: F401 registers the procedure of account requests

        ties.register(selectors.ties_of)
        imports.register_kinds()
