"""One act on many cases at once: an event for each, in one statement.

Cases that come in by the thousand (a register brought in from Excel) are given their status when they come into
being. That is no move: nothing here, and no import, changes the status of a case that exists.
"""

from django.db import connection, models
from django.db.models import F, Value
from django.db.models.functions import Coalesce

from .actions import SYSTEM_NAME
from .workflow import Desk

BROUGHT_IN, BROUGHT_IN_LABEL = "bring_in", "导入历史记录"
COPIED = """
INSERT INTO casework_event
    (subject_type, subject_id, action, label, from_status, to_status, desk, by_id, by_name, comment, data, county_code)
SELECT %s, cases.id, %s, %s, cases.status, cases.status, %s, %s, %s, %s, '{{}}'::jsonb, cases.county
FROM ({}) cases (id, status, county)
"""


def record_many(cases: models.QuerySet, action: str, label: str, *, by, desk=Desk.SYSTEM, comment: str = "") -> int:
    """Leave an event that moves nothing in the trail of each of ``cases``; how many."""
    model = cases.model
    has_county = any(field.name == "county" for field in model._meta.concrete_fields)
    county = Coalesce(F("county_id"), Value("")) if has_county else Value("")
    rows = cases.order_by().annotate(event_county=county).values_list("pk", "status", "event_county")
    inner, params = rows.query.sql_with_params()
    name = by.get_full_name() if by else SYSTEM_NAME
    told = [model._meta.label_lower, action, label, str(desk), by.pk if by else None, name, comment]
    with connection.cursor() as cursor:
        cursor.execute(COPIED.format(inner), [*told, *params])
        return cursor.rowcount


def bring_in(cases: models.QuerySet, *, by, desk=Desk.SYSTEM, comment: str = "") -> int:
    """Leave the first event of cases that ended, or stood where they stand, before the portal knew them."""
    return record_many(cases, BROUGHT_IN, BROUGHT_IN_LABEL, by=by, desk=desk, comment=comment)
