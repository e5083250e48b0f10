"""The rows behind a figure, each as one line that opens the record itself."""

from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse

from enterprises.models import Enterprise

# What each kind of row needs, so that a page of them takes one query.
NEEDED = {
    "problem": ["enterprise", "county"],
    "commonproblem": ["region"],
    "commoncase": ["problem__enterprise", "problem__county"],
    "saving": ["enterprise", "county", "problem", "measure"],
    "benchmarkproduct": ["enterprise", "county", "product"],
    "helpvisit": ["enterprise", "county"],
    "certificate": ["enterprise__county"],
    "qualityofficer": ["enterprise__county"],
    "qualityaward": ["enterprise__county"],
    "enterprise": ["county"],
    "nqistation": ["county"],
    "project": ["office"],
    "programmeevent": ["region"],
    "standard": ["lead_drafter__county"],
}


# What a row adds to a figure that is no mere count.
VALUES = ("amount_wan", "rating", "steps")
# Before this day no record of the programme has a date.
BEGINNING = date(2000, 1, 1)


def links_of(group: dict, code: str, start, end) -> dict:
    """``{"url", "all_url"}``: the rows of a figure's period, and those from the beginning."""
    place = {"region": group["region"]} | ({"industry": group["industry"]} if group["industry"] else {})
    page = reverse("reports:rows", args=[code])
    return {
        "url": f"{page}?{urlencode(place | {'start': start, 'end': end})}",
        "all_url": f"{page}?{urlencode(place | {'start': BEGINNING, 'end': end})}",
    }


def shown_since(start: date) -> str:
    """``2026-01-01 至 ``, or 截至 for a count from the beginning."""
    return "截至 " if start <= BEGINNING else f"{start} 至 "


def line_of(row) -> dict:
    """``{"title", "url", "enterprise", "county", "counted_on", "value"}``."""
    enterprise = row if isinstance(row, Enterprise) else _enterprise_of(row)
    return {
        "title": str(row),
        "url": _url_of(row, enterprise),
        "enterprise": enterprise.name if enterprise else "",
        "county": _place_of(row, enterprise),
        "counted_on": row.counted_on if row.counted_on >= BEGINNING else None,
        "value": _value_of(row),
    }


def _enterprise_of(row) -> Enterprise | None:
    return getattr(row, "enterprise", None) or getattr(row, "lead_drafter", None)


def _url_of(row, enterprise) -> str | None:
    if hasattr(row, "get_absolute_url"):
        return row.get_absolute_url()
    return enterprise.get_absolute_url() if enterprise else None


def _place_of(row, enterprise) -> str:
    for name in ("county", "office", "region"):
        if place := getattr(row, name, None):
            return place.name
    return enterprise.county.name if enterprise else ""


def _value_of(row) -> Decimal | None:
    return next((value for name in VALUES if (value := getattr(row, name, None))), None)
