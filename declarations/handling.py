"""How long counties take to accept and to review, in working days: median and 90th percentile by place.

The time an enterprise spends on a correction is not the office's: only the days that a case lay at the county count.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from .states import DeclarationStatus as S

DECIDED = (S.ASSIGNMENT, S.DECLINED)
# Every span of a case at the county, in working days counted from the calendar; cases decided in the year.
STATEMENT = """
    WITH seen AS ({seen}),
    days AS (
        SELECT day, sum(works::int) OVER (ORDER BY day) AS number FROM (
            SELECT one::date AS day, coalesce(known.is_working, extract(isodow FROM one) < 6) AS works
            FROM generate_series(make_date(%(year)s - 2, 1, 1), make_date(%(year)s, 12, 31), interval '1 day') AS one
            LEFT JOIN casework_calendarday AS known ON known.day = one::date
        ) AS calendar
    ),
    spans AS (
        SELECT subject_id AS id, to_status AS status, (at AT TIME ZONE %(zone)s)::date AS began,
               (lead(at) OVER moves AT TIME ZONE %(zone)s)::date AS ended, lead(to_status) OVER moves AS next
        FROM casework_event
        WHERE subject_type = 'declarations.declaration' AND from_status <> to_status
              AND subject_id IN (SELECT id FROM seen)
        WINDOW moves AS (PARTITION BY subject_id ORDER BY casework_event.id)
    ),
    taken AS (
        SELECT seen.{place} AS place, spans.id,
               sum(till.number - since.number) FILTER (WHERE status = %(submitted)s) AS accepting,
               sum(till.number - since.number) FILTER (WHERE status = %(review)s) AS reviewing
        FROM spans JOIN seen USING (id)
        JOIN days AS since ON since.day = began JOIN days AS till ON till.day = ended
        WHERE status IN (%(submitted)s, %(review)s)
        GROUP BY seen.{place}, spans.id
        HAVING bool_or(status = %(review)s AND next = ANY(%(decided)s) AND extract(year FROM ended) = %(year)s)
    )
    SELECT place, count(*),
           percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY accepting + reviewing),
           percentile_cont(0.5) WITHIN GROUP (ORDER BY accepting),
           percentile_cont(0.5) WITHIN GROUP (ORDER BY reviewing)
    FROM taken GROUP BY ROLLUP (place) HAVING count(*) > 0 ORDER BY place NULLS LAST
"""


@dataclass(frozen=True)
class Handling:
    """One place in a year: cases decided, working days (median, 90th percentile) and the medians of the two steps."""

    place: str
    cases: int
    median: float
    ninth: float
    accepting: float
    reviewing: float


def handling_of(declarations: QuerySet, year: int, place: str) -> list[Handling]:
    """By ``place``, ``county_id`` or ``city_code``, of the cases seen; the last line, without a place, is of all."""
    seen, values = declarations.order_by().values("id", "county_id", "city_code").query.sql_with_params()
    asked = {
        "year": year,
        "zone": settings.TIME_ZONE,
        "submitted": S.SUBMITTED.value,
        "review": S.FORM_REVIEW.value,
        "decided": [status.value for status in DECIDED],
    }
    with connection.cursor() as cursor:
        told = cursor.mogrify(seen, values).decode().replace("%", "%%")
        cursor.execute(STATEMENT.format(seen=told, place=place), asked)
        rows = cursor.fetchall()
    return [
        Handling(code or "", count, *(round(days, 1) for days in (*both, accepting, reviewing)))
        for code, count, both, accepting, reviewing in rows
    ]
