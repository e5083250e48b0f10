"""The indicators and their first baselines, brought into the database from ``data/``."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from enterprises.models import ProgrammeIndustry

from .models import IndicatorBaseline

DATA = Path(__file__).parent / "data"


def load_indicators(model) -> int:
    """Insert or update every indicator; how many. ``model`` may be a migration's ``Indicator``."""
    rows = [
        model(**line | {"decimals": int(line["decimals"]), "position": position})
        for position, line in enumerate(_lines("indicators.csv"), start=1)
    ]
    fields = ["name", "unit", "kind", "decimals", "definition", "position"]
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=fields)
    return len(rows)


@transaction.atomic
def load_baselines() -> int:
    """Insert or update every baseline, with the industries they speak of; how many."""
    industries = load_programme_industries()
    lines = list(_lines("baselines.csv"))
    for line in lines:
        IndicatorBaseline.objects.update_or_create(
            indicator_id=line["indicator"],
            region_id=line["region"],
            industry=industries.get((line["region"], line["industry"])),
            as_of=date.fromisoformat(line["as_of"]),
            defaults={"value": Decimal(line["value"]), "source": line["source"]},
        )
    return len(lines)


def load_programme_industries() -> dict[tuple[str, str], ProgrammeIndustry]:
    """The industries of the pilot regions by (region's code, name). Classes that an office added stay."""
    found = {}
    for line in _lines("programme_industries.csv"):
        industry, _ = ProgrammeIndustry.objects.get_or_create(region_id=line["region"], name=line["name"])
        industry.classes.add(*line["classes"].split())
        found[line["region"], line["name"]] = industry
    return found


def _lines(name: str):
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
