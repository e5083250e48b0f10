"""A list of 12 columns as xlsx: by the portal, by raw SQL into the same writer (floor), by django-import-export (peer).

Each side runs in a process of its own, so that its memory can be told: MB over what the loaded portal takes anyway.
The peer takes half a minute for 100,000 rows, so it is asked there only with BENCH_PEER=1.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from django.db import connection
from django.db.models.functions import Now
from django.test import override_settings
from django.urls import include, path, reverse
from import_export import fields, resources
from import_export.formats.base_formats import XLSX
from rustpy_xlsxwriter import Format, write_worksheets

from enterprises.tables import EnterpriseTable
from enterprises.views.enterprises import EnterpriseList
from pinzibiao.accounts.models import User
from pinzibiao.exchange import exporting
from pinzibiao.exchange.models import Export
from pinzibiao.lib.pages.again import list_again
from pinzibiao.lib.preferences import Preference
from pinzibiao.lib.tables import Column, DateColumn
from tests.cast import ZHEJIANG, person, signed_in

OFFICER = "bench-export"
SIZES = {4_010: 5, 100_000: 3}
PEER_WAITS_ABOVE = 10_000
FIRST, LAST = 900_000_000, 999_999_999
MADE = f"id BETWEEN {FIRST} AND {LAST}"
COLUMNS = [
    "name",
    "uscc",
    "county",
    "industry",
    "scale",
    "is_above_scale",
    "is_branded",
    "main_product",
    "legal_representative",
    "registered_address",
    "plant_address",
    "established_on",
]
FILL = f"""
    INSERT INTO enterprises_enterprise
        (id, uscc, name, county_code, industry_id, scale, is_above_scale, main_product, legal_representative,
         registered_address, plant_address, established_on, {{more}})
    SELECT {FIRST} + n, '9133E' || lpad(n::text, 13, '0'), '浙江第' || lpad(n::text, 6, '0') || '测量医药科技有限公司',
           c.codes[1 + n %% array_length(c.codes, 1)], i.codes[1 + n %% array_length(i.codes, 1)],
           (array['large', 'medium', 'small', 'micro'])[1 + n %% 4], n %% 3 = 0, '化学药品制剂' || n %% 50,
           '王测量' || n %% 1000, '杭州市临平区测量路 ' || n || ' 号', '杭州市临平区示例路 ' || n || ' 号',
           date '1990-01-01' + n %% 10000, {{values}}
    FROM generate_series(1, %s) n,
         (SELECT array_agg(code) codes FROM regions_region WHERE code NOT LIKE '%%00') c,
         (SELECT array_agg(code) codes FROM enterprises_industry WHERE level = 4) i
"""
RAW = f"""
    SELECT e.name, e.uscc, r.name, i.code || ' ' || i.name,
           CASE e.scale WHEN 'large' THEN '大型' WHEN 'medium' THEN '中型' WHEN 'small' THEN '小型' ELSE '微型' END,
           CASE WHEN e.is_above_scale THEN '是' ELSE '否' END,
           CASE WHEN EXISTS (SELECT 1 FROM enterprises_brandholder b WHERE b.enterprise_id = e.id AND b.is_current)
                THEN '是' ELSE '否' END,
           e.main_product, e.legal_representative, e.registered_address, e.plant_address, e.established_on
    FROM enterprises_enterprise e
    JOIN regions_region r ON r.code = e.county_code
    JOIN enterprises_industry i ON i.code = e.industry_id
    WHERE e.{MADE} ORDER BY e.id DESC
"""


class WideTable(EnterpriseTable):
    main_product = Column(verbose_name="主导产品")
    legal_representative = Column(verbose_name="法定代表人")
    registered_address = Column(verbose_name="注册地址")
    plant_address = Column(verbose_name="生产地址")
    established_on = DateColumn(verbose_name="成立日期")

    class Meta(EnterpriseTable.Meta):
        sequence = COLUMNS
        fields = COLUMNS


class WideList(EnterpriseList):
    """The list of enterprises with as many columns as the peer exports."""

    table_class = WideTable

    def scope(self, user):
        return super().scope(user).filter(pk__range=(FIRST, LAST))


urlpatterns = [path("bench/export/", WideList.as_view(), name="bench_export"), path("", include("pinzibiao.urls"))]


@dataclass(frozen=True)
class ExportLine:
    """Seconds and MB of each side."""

    name: str
    ours: float
    floor: float
    peer: float | None
    unit: str
    ratio_floor: float
    ratio_peer: float | None
    ours_mb: float
    floor_mb: float
    peer_mb: float | None

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


@dataclass(frozen=True)
class ExportLines:
    lines: list[ExportLine]

    def as_json(self) -> str:
        return "\n".join(line.as_json() for line in self.lines)


def export() -> ExportLines:
    """4,010 rows as the browser gets them, 100,000 as the job writes them."""
    try:
        return ExportLines([_line(rows, rounds) for rows, rounds in SIZES.items()])
    finally:
        _empty()


def _line(rows: int, rounds: int) -> ExportLine:
    _fill(rows)
    sides = ["ours", "floor"]
    if rows <= PEER_WAITS_ABOVE or os.environ.get("BENCH_PEER"):
        sides.append("peer")
    took = {side: [] for side in sides}
    for number in range(rounds):
        for side in sides:
            if side != "peer" or number == 0:
                took[side].append(_run(side, rows))
    seconds = {side: round(median(one[0] for one in found), 3) for side, found in took.items()}
    most = {side: round(max(one[1] for one in found), 1) for side, found in took.items()}
    peer = seconds.get("peer")
    return ExportLine(
        f"export_{rows}",
        seconds["ours"],
        seconds["floor"],
        peer,
        "s",
        round(seconds["ours"] / seconds["floor"], 2),
        peer and round(seconds["ours"] / peer, 3),
        most["ours"],
        most["floor"],
        most.get("peer"),
    )


def _fill(rows: int) -> None:
    """So many enterprises beside those of the other measures; columns without a default in the database get theirs."""
    _empty()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'enterprises_enterprise'"
            " AND is_nullable = 'NO' AND column_default IS NULL AND is_generated = 'NEVER' AND is_identity = 'NO'"
        )
        known = FILL.partition("(id")[2].partition("{more}")[0]
        bare = [(name, kind) for name, kind in cursor.fetchall() if name not in known and name != "id"]
        values = {"boolean": "false", "ARRAY": "'{}'", "timestamp with time zone": "now()"}
        more = ", ".join(name for name, _ in bare)
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(FILL.format(more=more, values=", ".join(values.get(kind, "''") for _, kind in bare)), [rows])
        cursor.execute("ANALYZE enterprises_enterprise")


def _empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM enterprises_enterprise WHERE {MADE}")


def _run(side: str, rows: int) -> tuple[float, float]:
    here = Path(__file__).resolve()
    start = "import django; django.setup(); from benchmarks import exporting; exporting.main()"
    command = [sys.executable, "-c", start, side, str(rows)]
    paths = os.pathsep.join(map(str, (here.parent.parent, here.parent.parent.parent)))
    told = subprocess.run(
        command, check=True, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": paths}
    ).stdout
    seconds, megabytes = json.loads(told.splitlines()[-1])
    return seconds, megabytes


def officer():
    """Somebody of the province, who sees every row."""
    found = User.objects.select_related("role__region").filter(username=OFFICER).first()
    return found or person(OFFICER, "测量员", "province", ZHEJIANG, "handler")


def ours(rows: int) -> int:
    """As much of the portal as a person or a job goes through, the kept file and the log's row included."""
    who = officer()
    client = signed_in(who)
    # The same export within a minute is a second click, and answered with the first one's file.
    Export.objects.update(created_at=Now() - 2 * exporting.SECOND_CLICK)
    started = time.perf_counter()
    if rows <= exporting.DIRECT_ROWS:
        answer = client.get("/bench/export/", {"export": "xlsx"})
        size = len(b"".join(answer.streaming_content))
    else:
        asked = exporting.ask(list_again("bench_export", "", who, Preference()), "xlsx")
        size = exporting.write_kept(asked, lambda _percent, _words: None).file.size
    return _told(started, size)


def floor(rows: int) -> int:
    """The rows of one statement, through a cursor that holds some at a time, straight into the writer."""
    started = time.perf_counter()
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as made, connection.chunked_cursor() as cursor:
        cursor.execute(RAW)
        write_worksheets(
            [("导出", (dict(zip(COLUMNS, row, strict=True)) for row in _rows(cursor)))],
            made.name,
            freeze_panes={"general": {"row": 1, "col": 0}},
            autofilter={"导出": True},
            column_formats={"导出": {"established_on": Format().set_num_format("yyyy-mm-dd")}},
        )
        size = os.path.getsize(made.name)
    return _told(started, size)


def _rows(cursor):
    while block := cursor.fetchmany(2000):
        yield from block


def peer(rows: int) -> int:
    """The same columns and rows by django-import-export, as its export action writes them."""

    class EnterpriseResource(resources.ModelResource):
        county = fields.Field(attribute="county__name")
        industry = fields.Field(attribute="industry__name")
        scale = fields.Field(attribute="get_scale_display")
        is_branded = fields.Field(attribute="is_branded")

        class Meta:
            model = WideList.model
            fields = COLUMNS

    who = officer()
    started = time.perf_counter()
    content = XLSX().export_data(EnterpriseResource().export(queryset=WideList().scope(who)))
    return _told(started, len(content))


def _told(started: float, size: int) -> float:
    if size < 10_000:
        raise SystemExit(f"✗ the file has {size} bytes only")
    return time.perf_counter() - started


def main() -> None:
    """One side in this process: ``[seconds, MB]``. The addresses are loaded with the portal, not with the export."""
    side = {"ours": ours, "floor": floor, "peer": peer}[sys.argv[1]]
    with override_settings(ROOT_URLCONF="benchmarks.exporting", ALLOWED_HOSTS=["testserver"]):
        signed_in(officer()).get(reverse("bench_export"), {"q": "没有这家"})
        before = _most()
        seconds = side(int(sys.argv[2]))
    print(json.dumps([round(seconds, 3), round(_most() - before, 1)]))


def _most() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
