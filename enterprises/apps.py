from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    name = "enterprises"
    verbose_name = "企业与标准"

    def ready(self):
        from pinzibiao.accounts import ties
        from pinzibiao.files import access

        from . import actions, imports, moves, selectors

        ties.register(selectors.ties_of)
        access.register("enterprises.officer_document", "enterprises.views.items.officer_document")
        actions.register_rules()
        moves.register("开户申请", "件", selectors.pending_requests_of)
        imports.register_kinds()
