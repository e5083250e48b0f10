"""``manage.py load_indicators``: bring the indicators of ``projects/data/indicators.csv`` into the database."""

from django.core.management.base import BaseCommand

from projects.loading import load_indicators
from projects.models import Indicator


class Command(BaseCommand):
    help = "Insert or update the programme's indicators."

    def handle(self, *args, **options):
        self.stdout.write(f"{load_indicators(Indicator)} indicators")
