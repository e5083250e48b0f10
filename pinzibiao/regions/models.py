"""Places: the province, its cities, counties and functional zones.

Codes are six characters (GB/T 2260; a zone has a code of ours such as ``3304Z1``). Source: DOMAIN.md section 4.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q

PROVINCE_CODE = "330000"


class RegionQuerySet(models.QuerySet):
    """Places, asked by level, day and subtree."""

    def valid_on(self, day: date) -> "RegionQuerySet":
        """Places that exist on ``day``; 临平区 for one exists only since 2021."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gt=day))

    def counties(self) -> "RegionQuerySet":
        """The units that own cases: counties and the zones that report like counties."""
        return self.filter(level__in=(Region.Level.COUNTY, Region.Level.ZONE))

    def within(self, region: "Region") -> "RegionQuerySet":
        """The place itself and every place below it."""
        return self.filter(Q(pk=region.pk) | Q(parent=region.pk) | Q(parent__parent=region.pk))

    def cities(self) -> "RegionQuerySet":
        return self.filter(level=Region.Level.CITY)


class Region(models.Model):
    """One place. ``parent`` of a county or zone is its city, of a city the province."""

    class Level(models.TextChoices):
        PROVINCE = "province", "省级"
        CITY = "city", "市级"
        COUNTY = "county", "县级"
        ZONE = "zone", "功能区"

    code = models.CharField("代码", max_length=6, primary_key=True)
    name = models.CharField("名称", max_length=40)
    alias = models.CharField("别名", max_length=40, blank=True)
    level = models.CharField("层级", max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_to = models.DateField("停用日期", null=True, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "行政区划"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=r"^33[0-9A-Z]{4}$"), name="region_code_form"),
            models.CheckConstraint(
                condition=Q(level="province", parent=None) | (~Q(level="province") & Q(parent__isnull=False)),
                name="region_parent_by_level",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gt=F("valid_from")),
                name="region_validity_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_county(self) -> bool:
        """Whether cases lie here: counties, and zones, which report like counties."""
        return self.level in (self.Level.COUNTY, self.Level.ZONE)


def city_code_of(county_code: str) -> str:
    """``330113`` → ``330100``; the very rule by which Postgres fills ``city_code``."""
    return county_code[:4] + "00"
