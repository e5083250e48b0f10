from django.core.management.base import BaseCommand, CommandError

from cultivation.actions.snapshots import wrong_lists
from cultivation.models import Snapshot


class Command(BaseCommand):
    help = "Hold every frozen list against the hash that was kept; name those that differ and exit with 1."

    def handle(self, *args, **options):
        rows = list(Snapshot.objects.exclude(taken_at=None).select_related("list_set").order_by("pk"))
        found = {str(snapshot): wrong_lists(snapshot) for snapshot in rows}
        if wrong := [f"{title}：{'、'.join(names)}" for title, names in found.items() if names]:
            raise CommandError("与冻结时不符：" + "；".join(wrong))
        self.stdout.write(f"{len(rows)} 份快照全部完好")
