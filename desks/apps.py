from django.apps import AppConfig


class DesksConfig(AppConfig):
    name = "desks"
    verbose_name = "工作台"

    def ready(self):
        from enterprises import chooser
        from pinzibiao.lib import navigation, status
        from pinzibiao.notices import digests as daily

        from . import digests, page_rules, scopes
        from .navigation import sections
        from .tones import tone_of

        chooser.register_scope(scopes.enterprises)
        navigation.register(sections)
        daily.register(digests.blocks)
        status.register(tone_of)
        page_rules.declare_all()
