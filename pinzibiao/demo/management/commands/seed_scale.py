import time

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from pinzibiao.demo.scale import SEED, seed_scale

LEAST = 500


class Command(BaseCommand):
    help = "Add so many enterprises with visits, problems and declarations, to see the portal at a province's size."

    def add_arguments(self, parser):
        parser.add_argument("--enterprises", type=int, required=True, help=f"how many, {LEAST} at least")
        parser.add_argument("--seed", type=int, default=SEED, help="another number gives other rows")

    def handle(self, *args, enterprises, seed, **options):
        if enterprises < LEAST:
            raise CommandError(f"至少生成 {LEAST} 家企业，请加大 --enterprises 后重试。")
        self.started = time.monotonic()
        if not seed_scale(enterprises, seed, timezone.localdate(), self.say):
            raise CommandError("这个数据库里已有规模数据，未做任何改动。如需重新生成，请换一个空库。")
        self.say(f"完成：{enterprises:,} 家企业。")

    def say(self, text):
        self.stdout.write(f"  {time.monotonic() - self.started:6.1f} 秒  {text}")
        self.stdout.flush()
