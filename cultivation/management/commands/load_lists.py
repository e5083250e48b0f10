"""``manage.py load_lists YEAR… [--preset five|duty|national]``: make the lists of a programme year."""

from django.core.management.base import BaseCommand

from cultivation.loading import load_lists
from cultivation.presets import PRESETS


class Command(BaseCommand):
    help = "Make the lists of each year from a preset; a year that has its lists keeps them."

    def add_arguments(self, parser):
        parser.add_argument("years", nargs="+", type=int)
        parser.add_argument("--preset", choices=sorted(PRESETS), default="five")

    def handle(self, *args, years, preset, **options):
        for year in years:
            made = load_lists(year, preset)
            self.stdout.write(f"{year}: {'made' if made else 'already there'}")
