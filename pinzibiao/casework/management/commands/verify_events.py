from django.core.management.base import BaseCommand, CommandError

from pinzibiao.casework.models import EventSeal
from pinzibiao.casework.seals import verify_seals


class Command(BaseCommand):
    help = "Prove every seal over the event trail; name the first broken one and exit with 1."

    def handle(self, *args, **options):
        if breach := verify_seals():
            seal = EventSeal.objects.get(pk=breach.seal_id)
            raise CommandError(f"封存 {seal.pk}（{seal.at:%Y-%m-%d %H:%M}）已被破坏：{breach.reason}")
        self.stdout.write(f"{EventSeal.objects.count()} 个封存全部完好")
