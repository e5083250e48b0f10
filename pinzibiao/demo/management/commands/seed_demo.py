from django.core.management import call_command
from django.core.management.base import BaseCommand

from pinzibiao.demo.seeding import seed


class Command(BaseCommand):
    help = "Fill an empty portal with the demo's programme. Does nothing when it is filled already."

    def handle(self, *args, **options):
        call_command("load_holidays", stdout=self.stdout)
        if not seed(lambda text: self.stdout.write(f"  {text}")):
            self.stdout.write("演示数据已在，保持不变。")
