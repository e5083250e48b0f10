from django.conf import settings
from django.core.management.base import BaseCommand

from pinzibiao.casework.drawing import draw_all


class Command(BaseCommand):
    help = "Write docs/states.md from the transition tables."

    def handle(self, *args, **options):
        path = settings.BASE_DIR / "docs" / "states.md"
        path.write_text(draw_all(), encoding="utf-8")
        self.stdout.write(f"wrote {path}")
