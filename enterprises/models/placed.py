"""Rows that hang on an enterprise and lie where it lies: their county is copied by the database itself.

A list of a county's products that asks the enterprise for its county walks through the whole province first: imports
put a county's rows side by side. With the county in the row one index answers: 2 ms where it took 3 s (docs/adr/0012).
"""

import pgtrigger
from django.db import models

from pinzibiao.regions.fields import InCounty

# Every table whose rows follow their enterprise when it moves; a test holds this against the models.
FOLLOWING = (
    "enterprises_product",
    "enterprises_qualityaward",
    "enterprises_qualityofficer",
    "enterprises_systemcertificate",
    "enterprises_yearfigure",
)
# What the history need not repeat: the enterprise's own row tells it.
NOT_ITS_OWN = ["county", "city_code"]


def lies_with_enterprise() -> pgtrigger.Trigger:
    """Whatever writes the row, its county is the enterprise's. The lock lets a move that is under way end first."""
    return pgtrigger.Trigger(
        name="lies_with_enterprise",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("enterprise_id"),
        func="""
            SELECT county_code INTO NEW.county_code FROM enterprises_enterprise
            WHERE id = NEW.enterprise_id FOR KEY SHARE;
            RETURN NEW;
        """,
    )


def takes_rows_along() -> pgtrigger.Trigger:
    """An enterprise that moves takes along what lies with it."""
    updates = " ".join(
        f"UPDATE {table} SET county_code = NEW.county_code WHERE enterprise_id = NEW.id;"  # noqa: S608
        for table in FOLLOWING
    )
    return pgtrigger.Trigger(
        name="takes_rows_along",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf("county_code"),
        condition=pgtrigger.Q(old__county__df=pgtrigger.F("new__county")),
        func=f"{updates} RETURN NULL;",
    )


class Placed(InCounty):
    """A row with ``enterprise``, in the county of that enterprise. Nobody writes the county."""

    county = models.ForeignKey(
        "regions.Region",
        models.PROTECT,
        db_column="county_code",
        related_name="+",
        verbose_name="属地",
        db_index=False,
        editable=False,
    )

    class Meta(InCounty.Meta):
        abstract = True
        triggers = [lies_with_enterprise()]
