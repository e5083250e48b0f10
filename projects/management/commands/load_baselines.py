"""``manage.py load_baselines``: what stood at the end of 2022, from ``projects/data/baselines.csv``."""

from django.core.management.base import BaseCommand

from projects.loading import load_baselines


class Command(BaseCommand):
    help = "Insert or update the published baselines, with the industries they speak of."

    def handle(self, *args, **options):
        self.stdout.write(f"{load_baselines()} baselines")
