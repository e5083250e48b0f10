from django.core.management.base import BaseCommand

from enterprises.loading import load_industries
from enterprises.models import Industry


class Command(BaseCommand):
    help = (
        "Bring the industries of enterprises/data/gb4754_2017.tsv into the database. Running it again changes nothing."
    )

    def handle(self, *args, **options):
        self.stdout.write(f"{load_industries(Industry)} industries")
