from django.apps import AppConfig


class DesksConfig(AppConfig):
    name = "desks"
    verbose_name = "工作台"

    def ready(self):
        from pinzibiao.lib import navigation, status

        from .navigation import sections
        from .tones import tone_of

        navigation.register(sections)
        status.register(tone_of)
