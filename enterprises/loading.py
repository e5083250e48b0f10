"""The national classification of industries (``data/gb4754_2017.tsv``), brought into the database."""

import csv
from pathlib import Path

DATA = Path(__file__).parent / "data" / "gb4754_2017.tsv"


def read_industries(path: Path = DATA) -> list[dict]:
    """Every line of the file as field values, parents before children."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [_fields(line) for line in csv.DictReader(lines, delimiter="\t")]


def load_industries(model) -> int:
    """Insert or update every class of the file; how many there are. ``model`` may be a migration's ``Industry``."""
    rows = sorted((model(**fields) for fields in read_industries()), key=lambda row: row.level)
    model.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=["name", "level", "parent_id"]
    )
    return len(rows)


def _fields(line: dict[str, str]) -> dict:
    return {
        "code": line["code"],
        "name": line["name"],
        "level": int(line["level"]),
        "parent_id": line["parent"] or None,
    }
