"""Enterprises out of Excel: ours, the bare floor, and django-import-export's bulk mode, each in a process of its own.

`script/bench import` measures all three at 4,000 rows, ours and the floor at 100,000. With IMPORT_PEER=1 the peer
takes the 100,000 too, which lasts minutes. Ours is a dry run with every rule and the confirmed write; the floor reads
with the same reader, copies into a bare table and merges with one statement into a copy of the register with the same
indexes; the peer is a resource of the same eleven columns, dry run and write, its validation on.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.import_workbook import HEADINGS, workbook

SCRIPT = Path(__file__).resolve().parent.parent
FEW, MANY = 4_000, 100_000
FIELDS = (
    "uscc",
    "name",
    "county",
    "industry",
    "scale",
    "is_above_scale",
    "main_product",
    "legal_representative",
    "registered_address",
    "plant_address",
    "established_on",
)
COLUMNS = (
    "uscc",
    "name",
    "county_code",
    "industry_id",
    "scale",
    "is_above_scale",
    "main_product",
    "legal_representative",
    "registered_address",
    "plant_address",
    "established_on",
)


class Lines:
    """Several measures printed as one."""

    def __init__(self, found: list[dict]):
        self.found = found

    def as_json(self) -> str:
        return "\n".join(json.dumps(line, ensure_ascii=False) for line in self.found)


def measure() -> Lines:
    with tempfile.TemporaryDirectory() as folder:
        few, many = (workbook(Path(folder), rows) for rows in (FEW, MANY))
        found = [_compare(few, FEW, with_peer=True)]
        found.append(_compare(many, MANY, with_peer=os.environ.get("IMPORT_PEER") == "1"))
    return Lines(found)


def _compare(path: Path, rows: int, *, with_peer: bool) -> dict:
    sides = ["ours", "floor", *(["peer"] if with_peer else [])]
    took = {side: _alone(side, path) for side in sides}
    line = {"name": "import", "rows": rows, **took}
    line["ratio_floor"] = round(took["ours"]["seconds"] / took["floor"]["seconds"], 2)
    if with_peer:
        line["times_faster_than_peer"] = round(took["peer"]["seconds"] / took["ours"]["seconds"], 1)
    return line


def _alone(side: str, path: Path) -> dict:
    """One side in a fresh process; what it says of itself."""
    command = [sys.executable, "-m", "benchmarks.importing", side, str(path)]
    env = os.environ | {"PYTHONPATH": f"{SCRIPT}:{SCRIPT.parent}", "STATEMENT_TIMEOUT_MS": "3600000"}
    ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=SCRIPT.parent, env=env)
    if ended.returncode:
        raise SystemExit(f"✗ {side}: {ended.stderr[-3000:]}")
    return json.loads(ended.stdout.splitlines()[-1])


# Each side, in its own process


def _ours(path: Path) -> dict:
    from django.core.files.base import File

    from pinzibiao.exchange import actions
    from pinzibiao.exchange.kinds import kind_of

    user = _importer()
    with path.open("rb") as file:
        case = actions.take_in(kind_of("enterprise"), File(file, path.name), by=user)
    began = time.perf_counter()
    case = actions.check_file(case)
    checked = time.perf_counter()
    if not case.can_confirm:
        raise SystemExit(f"✗ not right: {case.refusal or list(case.faults.all()[:3])}")
    actions.write(actions.confirm(case, by=user))
    ended = time.perf_counter()
    return {"dry_run": round(checked - began, 2), "write": round(ended - checked, 2)}


def _floor(path: Path) -> dict:
    """What the search stores beside each name is made before the clock runs: here only its writing counts."""
    import csv
    import io

    import python_calamine
    from django.db import connection

    taken = ", ".join(COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_copy, bench_rows, bench_search")
        cursor.execute("CREATE TABLE bench_copy (LIKE enterprises_enterprise INCLUDING ALL)")
        cursor.execute(f"CREATE UNLOGGED TABLE bench_rows ({' text, '.join(COLUMNS)} text)")
        _ready_made_search(cursor, path)
        began = time.perf_counter()
        rows = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
        text = io.StringIO()
        csv.writer(text).writerows(rows[1:])
        text.seek(0)
        cursor.copy_expert("COPY bench_rows FROM STDIN WITH (FORMAT csv)", text)
        cursor.execute("ANALYZE bench_rows")
        cursor.execute(
            f"INSERT INTO bench_copy ({taken}, created_at, updated_at, search_names, search_sounds, search_keys)"
            " SELECT r.uscc, r.name, p.code, r.industry_id, CASE r.scale WHEN '小型' THEN 'small' WHEN '微型' THEN"
            " 'micro' WHEN '中型' THEN 'medium' ELSE 'large' END, r.is_above_scale = '是', r.main_product,"
            " r.legal_representative, r.registered_address, r.plant_address, r.established_on::date, now(), now(),"
            " s.names, s.sounds, s.keys FROM bench_rows r JOIN regions_region p ON p.name = r.county_code"
            " JOIN bench_search s ON s.uscc = r.uscc ON CONFLICT (uscc) DO NOTHING"
        )
        ended = time.perf_counter()
        cursor.execute("SELECT count(*) FROM bench_copy")
        count = cursor.fetchone()[0]
        cursor.execute("DROP TABLE bench_copy, bench_rows, bench_search")
    return {"rows": count, "read_copy_merge": round(ended - began, 2)}


def _ready_made_search(cursor, path: Path) -> None:
    import python_calamine
    from psycopg2.extras import execute_values

    from enterprises.naming import spelling

    rows = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[1:]
    spelt = ((row[0], spelling([row[1]])) for row in rows)
    cursor.execute("CREATE UNLOGGED TABLE bench_search (uscc text PRIMARY KEY, names text, sounds text, keys text[])")
    found = [(uscc, one.names, one.sounds, one.keys) for uscc, one in spelt]
    execute_values(cursor, "INSERT INTO bench_search VALUES %s", found, page_size=1000)
    cursor.execute("ANALYZE bench_search")


def _peer(path: Path) -> dict:
    import tablib
    from import_export import resources
    from import_export.fields import Field
    from import_export.widgets import DateWidget, ForeignKeyWidget, Widget

    from enterprises.models import Enterprise, Industry
    from pinzibiao.regions.models import Region

    class Yes(Widget):
        def clean(self, value, row=None, **kwargs):
            return value == "是"

    class Scale(Widget):
        def clean(self, value, row=None, **kwargs):
            return {label: key for key, label in Enterprise.Scale.choices}[value]

    widgets = {
        "county": ForeignKeyWidget(Region, "name"),
        "industry": ForeignKeyWidget(Industry, "code"),
        "scale": Scale(),
        "is_above_scale": Yes(),
        "established_on": DateWidget(),
    }
    declared = {
        name: Field(attribute=name, column_name=heading, widget=widgets.get(name, Widget()))
        for name, heading in zip(FIELDS, HEADINGS, strict=True)
    }
    meta = type(
        "Meta",
        (),
        {
            "model": Enterprise,
            "fields": FIELDS,
            "import_id_fields": ("uscc",),
            "use_bulk": True,
            "batch_size": 1000,
            "clean_model_instances": True,
            "skip_diff": True,
            "force_init_instance": False,
        },
    )
    resource_class = type("EnterpriseResource", (resources.ModelResource,), {**declared, "Meta": meta})
    began = time.perf_counter()
    with path.open("rb") as file:
        data = tablib.Dataset().load(file, format="xlsx")
    for is_dry in (True, False):
        found = resource_class().import_data(data, dry_run=is_dry, raise_errors=True, use_transactions=True)
        if found.has_errors() or found.has_validation_errors():
            raise SystemExit(f"✗ peer: {found.invalid_rows[:1]}")
    return {"dry_run_and_write": round(time.perf_counter() - began, 2)}


def _importer():
    from pinzibiao.accounts.models import User
    from tests.cast import ZHEJIANG, person

    return User.objects.filter(username="bench-import").first() or person(
        "bench-import", "测量员", "province", ZHEJIANG, "handler"
    )


def _empty() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE enterprises_enterprise CASCADE")


def main(side: str, path: Path) -> None:
    import django

    django.setup()
    _empty()
    began = time.perf_counter()
    found = {"ours": _ours, "floor": _floor, "peer": _peer}[side](path)
    seconds = sum(value for key, value in found.items() if key != "rows")
    peaks = {
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "reader_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
    }
    print(json.dumps({"seconds": round(seconds, 2), **found, **peaks, "all": round(time.perf_counter() - began, 2)}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
