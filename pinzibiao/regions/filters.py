"""The filter of every list by place: cities with their counties, as far as the person may look."""

import django_filters
from django.db.models import Q

from pinzibiao.lib.pieces import kept
from pinzibiao.lib.reference import kept_rows

from .fields import column_of, within
from .models import PROVINCE_CODE, Region


class RegionFilter(django_filters.ChoiceFilter):
    """Rows of a city with all below it, or of one county. ``path`` leads to the scoped row, e.g. ``"enterprise__"``.

    The choices follow the person of the request: the province chooses among all, a city among its own counties,
    a county has only itself.
    """

    def __init__(self, path: str = "", label: str = "属地", **kwargs):
        super().__init__(label=label, **kwargs)
        self.path = path

    @property
    def field(self):
        if "choices" not in self.extra:
            place = getattr(getattr(self.parent.request, "user", None), "region", None)
            self.extra["choices"] = kept(("regions", place and place.pk), lambda: region_choices(place))
        return super().field

    def leading_sort(self, value: str) -> str:
        """The column that must come first in the sort of a place's rows (``fields``); empty for the whole province."""
        place = getattr(getattr(self.parent.request, "user", None), "region", None)
        column = column_of(value or (place.pk if place else PROVINCE_CODE))
        return f"{self.path}{column}" if column else ""

    def filter(self, qs, value):
        place = kept_rows(Region, {value}).get(value) if value else None
        return within(qs, place, self.path) if place else qs


def region_choices(place: Region | None) -> list:
    """``[(city's name, [(code, label), …]), …]`` in one query: all below ``place``; without one the whole province."""
    below = list(_places_within(place))
    groups = {one.pk: (one.name, []) for one in below if one.level == Region.Level.CITY}
    for one in below:
        if one.level == Region.Level.CITY:
            groups[one.pk][1].insert(0, (one.pk, f"{one.name}（全市）"))
        else:
            groups.setdefault(one.parent_id, ("属地", []))[1].append((one.pk, one.name))
    return list(groups.values())


def _places_within(place: Region | None):
    below = Region.objects.exclude(level=Region.Level.PROVINCE)
    if place is None or place.level == Region.Level.PROVINCE:
        return below
    return below.filter(Q(pk=place.pk) | Q(parent=place))
