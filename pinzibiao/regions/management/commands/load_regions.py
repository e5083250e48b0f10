from django.core.management.base import BaseCommand

from pinzibiao.regions.loading import load_regions
from pinzibiao.regions.models import Region


class Command(BaseCommand):
    help = "Bring the places of regions/data/regions.csv into the database. Running it again changes nothing."

    def handle(self, *args, **options):
        self.stdout.write(f"{load_regions(Region)} regions")
