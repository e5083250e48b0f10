from django.core.management.base import BaseCommand

from pinzibiao.casework.seals import seal_events


class Command(BaseCommand):
    help = "Seal the events committed since the last seal. The schedule does this every 10 minutes."

    def handle(self, *args, **options):
        seal = seal_events()
        self.stdout.write(f"sealed {seal.count} events" if seal else "nothing to seal")
