"""The project's own list of places (``data/regions.csv``), brought into the database."""

import csv
from pathlib import Path

DATA = Path(__file__).parent / "data" / "regions.csv"
COLUMNS = ("name", "alias", "level", "parent_id", "valid_from", "valid_to")


def read_regions(path: Path = DATA) -> list[dict]:
    """Every line of the file as field values, parents before children."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [_fields(line) for line in csv.DictReader(lines)]


def load_regions(model) -> int:
    """Insert or update every place of the file; how many there are. ``model`` may be a migration's ``Region``."""
    rows = [model(**fields) for fields in read_regions()]
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=COLUMNS)
    return len(rows)


def _fields(line: dict[str, str]) -> dict:
    return {
        "code": line["code"],
        "name": line["name"],
        "alias": line["alias"],
        "level": line["level"],
        "parent_id": line["parent"] or None,
        "valid_from": line["valid_from"] or None,
        "valid_to": line["valid_to"] or None,
    }
