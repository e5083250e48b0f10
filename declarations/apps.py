from django.apps import AppConfig


class DeclarationsConfig(AppConfig):
    name = "declarations"
    verbose_name = "自我声明"

    def ready(self):
        from enterprises import moves, panels
        from pinzibiao.files import access
        from visits import candidates

        from . import actions, rules, selectors  # noqa: F401 (registers the procedure)
        from .telling import declare_kinds

        declare_kinds()
        candidates.register(rules.judging)

        moves.register("自我声明", "件", selectors.open_declarations_of_enterprise)
        access.register("declarations.attachment", "declarations.views.files.attachment_file")
        access.register("declarations.site_photo", "declarations.views.site.photo_file")
        access.register("declarations.self_check", "declarations.views.self_checks.self_check_file")
        access.register("declarations.paper_word", "declarations.views.papers.word_file")
        access.register("declarations.paper_pdf", "declarations.views.papers.pdf_file")
        for suffix in ("word", "pdf"):
            loader = f"declarations.views.public_batches.{suffix}_file"
            access.register(f"declarations.batch_{suffix}", loader, public=True)
        access.register("declarations.certificate", "declarations.views.certificates.certificate_file", public=True)
        panels.register(
            "declarations",
            "自我声明",
            "declarations/_enterprise_panel.html",
            _panel_context,
            position=40,
            icon="file-check",
        )


def _panel_context(user, enterprise) -> dict | None:
    from .views.panels import of_enterprise

    return of_enterprise(user, enterprise)
