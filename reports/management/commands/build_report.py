from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from pinzibiao.casework.versions import canonical
from pinzibiao.regions.models import Region
from reports.content import content_of
from reports.documents import WRITERS
from reports.models import Report


class Command(BaseCommand):
    help = "Count a report and write it to a file, without keeping it in the portal."

    def add_arguments(self, parser):
        parser.add_argument("--kind", required=True, choices=Report.Kind.values)
        parser.add_argument("--region", required=True, help="six characters, e.g. 330000")
        parser.add_argument("--from", required=True, dest="start", type=date.fromisoformat, help="YYYY-MM-DD")
        parser.add_argument("--to", required=True, dest="end", type=date.fromisoformat, help="YYYY-MM-DD")
        parser.add_argument("--format", required=True, choices=["json", *WRITERS])
        parser.add_argument("--out", required=True, type=Path)

    def handle(self, *args, kind, region, start, end, out, **options):
        place = Region.objects.filter(pk=region).first()
        if place is None:
            raise CommandError(f"没有代码为 {region} 的区域，请用六位代码，例如 330000。")
        if end < start:
            raise CommandError("--to 不能早于 --from。")
        content = content_of(kind, place, start, end)
        body = canonical(content).encode() if options["format"] == "json" else WRITERS[options["format"]](content, {})
        try:
            out.write_bytes(body)
        except OSError as error:
            raise CommandError(f"写不了文件 {out}：{error.strerror}") from error
        self.stdout.write(f"{content['title']} → {out}（{len(body)} 字节）")
