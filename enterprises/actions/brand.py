"""Acts about the brand: who carries it, by which route, from when to when.

By certification the certificates tell: their periods are made anew, for any number of enterprises in the same few
statements, whenever a certificate changes. A suspended certificate carries no brand: on those days its holder may
not use the mark. By self-declaration, and for the years before the certificates that the portal holds, a period is
written as it begins and ends.
"""

from collections.abc import Callable, Iterable
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from ..models import BrandHolder, BrandPeriod, Enterprise, Route

_brand_listeners: list[Callable] = []
GROUNDS = {
    Route.SELF_DECLARATION: BrandPeriod.Ground.AUTHORISATION,
    Route.CERTIFICATION: BrandPeriod.Ground.RECORD,
}
# The days on which the certificates of each enterprise and sub-brand, taken together, are valid.
SPANS = """
    SELECT enterprise_id, sub_brand, lower(span) AS began_on, upper(span) AS ended_on
    FROM (
        SELECT c.enterprise_id, c.sub_brand, unnest(range_agg(
            datemultirange(daterange(c.issued_on, least(c.valid_to + 1, c.ended_on)))
            - coalesce(suspended.days, '{}'::datemultirange)
        )) AS span
        FROM enterprises_certificate c
        LEFT JOIN LATERAL (
            SELECT range_agg(daterange(s.began_on, s.ended_on)) AS days
            FROM enterprises_suspension s WHERE s.certificate_id = c.id
        ) suspended ON true
        WHERE c.enterprise_id = ANY(%(enterprises)s)
        GROUP BY c.enterprise_id, c.sub_brand
    ) together
"""
NEW_HOLDERS = """
    INSERT INTO enterprises_brandholder (enterprise_id, route, sub_brand, first_valid_on, is_current, ended_on)
    SELECT enterprise_id, 'certification', sub_brand, min(began_on), bool_or(ended_on > %(on)s),
           CASE WHEN bool_or(ended_on > %(on)s) THEN NULL ELSE max(ended_on) END
    FROM (the spans) spans GROUP BY enterprise_id, sub_brand
    ON CONFLICT DO NOTHING
""".replace("the spans", SPANS)
FORGET = """
    DELETE FROM enterprises_brandperiod p USING enterprises_brandholder h
    WHERE p.holder_id = h.id AND p.ground = 'certificate' AND h.enterprise_id = ANY(%(enterprises)s)
"""
# What was recorded by hand counts until the first certificate: from then on the certificates tell.
CUT = """
    UPDATE enterprises_brandperiod p SET ended_on = greatest(p.began_on, first.issued_on)
    FROM enterprises_brandholder h JOIN (
        SELECT enterprise_id, sub_brand, min(issued_on) AS issued_on FROM enterprises_certificate
        WHERE enterprise_id = ANY(%(enterprises)s) GROUP BY enterprise_id, sub_brand
    ) first USING (enterprise_id, sub_brand)
    WHERE p.holder_id = h.id AND h.route = 'certification' AND p.ground = 'record'
      AND (p.ended_on IS NULL OR p.ended_on > greatest(p.began_on, first.issued_on))
"""
NEW_PERIODS = """
    INSERT INTO enterprises_brandperiod (holder_id, ground, began_on, ended_on)
    SELECT h.id, 'certificate', spans.began_on, spans.ended_on
    FROM (the spans) spans JOIN enterprises_brandholder h USING (enterprise_id, sub_brand)
    WHERE h.route = 'certification'
""".replace("the spans", SPANS)
# A period cut to no day at all tells nothing of the first one.
SUM_UP = """
    UPDATE enterprises_brandholder h
    SET first_valid_on = now.first_on, is_current = now.is_current, ended_on = now.ended_on
    FROM (
        SELECT h.id, coalesce(min(p.began_on), h.first_valid_on) AS first_on,
               bool_or(p.id IS NOT NULL AND (p.ended_on IS NULL OR p.ended_on > %(on)s)) AS is_current,
               CASE WHEN bool_or(p.id IS NOT NULL AND (p.ended_on IS NULL OR p.ended_on > %(on)s)) THEN NULL
                    ELSE coalesce(max(p.ended_on), h.first_valid_on) END AS ended_on
        FROM enterprises_brandholder h
        LEFT JOIN enterprises_brandperiod p
               ON p.holder_id = h.id AND (p.ended_on IS NULL OR p.ended_on > p.began_on)
        WHERE h.id = ANY(%(holders)s) GROUP BY h.id
    ) now
    WHERE now.id = h.id AND (h.first_valid_on, h.is_current, h.ended_on)
          IS DISTINCT FROM (now.first_on, now.is_current, now.ended_on)
"""


def when_brand_obtained(listener: Callable) -> None:
    """``listener({enterprise's key: day})`` hears of every brand obtained, in the same transaction. For rooms above."""
    if listener not in _brand_listeners:
        _brand_listeners.append(listener)


@transaction.atomic
def obtain_brand(enterprise: Enterprise, route: str, sub_brand: str, on: date) -> BrandHolder:
    """``enterprise`` carries the brand from ``on``. Again after an end it is current again; the first day stays."""
    _lock([enterprise.pk])
    holder, _ = BrandHolder.objects.get_or_create(
        enterprise=enterprise, route=route, sub_brand=sub_brand, defaults={"first_valid_on": on}
    )
    period, is_new = BrandPeriod.objects.get_or_create(
        holder=holder, ground=GROUNDS[Route(route)], ended_on=None, defaults={"began_on": on}
    )
    if not is_new and on < period.began_on:
        period.began_on = on
        period.save(update_fields=["began_on"])
    _sum_up([holder.pk], on)
    _tell({enterprise.pk: on})
    holder.refresh_from_db()
    return holder


@transaction.atomic
def end_brand(enterprise: Enterprise, route: str, sub_brand: str, on: date) -> None:
    """The brand by this route is no longer carried from ``on``. Nothing happens when it was not."""
    _lock([enterprise.pk])
    holders = BrandHolder.objects.filter(enterprise=enterprise, route=route, sub_brand=sub_brand, is_current=True)
    for holder in holders:
        for period in holder.periods.filter(ended_on=None):
            period.ended_on = max(on, period.began_on)
            period.save(update_fields=["ended_on"])
        _sum_up([holder.pk], on)


@transaction.atomic
def follow_certificates(enterprises: Iterable[int]) -> None:
    """The brand of these enterprises (keys), as their certificates now stand. Again it changes nothing."""
    today = timezone.localdate()
    asked = {"enterprises": sorted(set(enterprises)), "on": today}
    held = BrandHolder.objects.filter(enterprise__in=asked["enterprises"], route=Route.CERTIFICATION)
    _lock(asked["enterprises"])
    before = set(held.filter(is_current=True).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        for statement in (NEW_HOLDERS, FORGET, CUT, NEW_PERIODS):
            cursor.execute(statement, asked)
    _sum_up(list(held.values_list("pk", flat=True)), today)
    obtained = _lasting(today).filter(holder__in=held.filter(is_current=True).exclude(pk__in=before))
    _tell(dict(obtained.order_by("began_on").values_list("holder__enterprise", "began_on")))


@transaction.atomic
def bring_in_holders(new, changed) -> None:
    """Periods of holders of the years before the portal, brought in from a file, for ``pk__in``."""
    ground = BrandPeriod.Ground.RECORD
    BrandPeriod.objects.filter(holder__in=changed, ground=ground).delete()
    rows = [row for keys in (new, changed) for row in BrandHolder.objects.filter(pk__in=keys)]
    BrandPeriod.objects.bulk_create(
        [BrandPeriod(holder=row, ground=ground, began_on=row.first_valid_on, ended_on=row.ended_on) for row in rows],
        batch_size=1000,
    )
    follow_certificates({row.enterprise_id for row in rows if row.route == Route.CERTIFICATION})
    _tell({row.enterprise_id: row.first_valid_on for row in rows if row.is_current})


def end_expired_brands(on: date) -> int:
    """End the brand of the 认证 route where the last certificate ran out before ``on``; how many ended."""
    held = BrandHolder.objects.filter(route=Route.CERTIFICATION, is_current=True)
    certified = BrandPeriod.objects.filter(ground=BrandPeriod.Ground.CERTIFICATE).values("holder")
    over = held.filter(pk__in=certified).exclude(pk__in=_lasting(on).values("holder"))
    with transaction.atomic():
        found = list(over.select_for_update().order_by("pk").values_list("pk", flat=True))
        _sum_up(found, on)
    return len(found)


def _lasting(on: date):
    """Periods that have not ended on that day."""
    return BrandPeriod.objects.exclude(ended_on__lte=on)


def _lock(enterprises: list[int]) -> None:
    """Who changes the brand of an enterprise does so alone."""
    rows = Enterprise.objects.filter(pk__in=enterprises).order_by("pk").select_for_update(no_key=True)
    list(rows.values_list("pk", flat=True))


def _sum_up(holders: list[int], on: date) -> None:
    """A holder's own days, out of its periods; whether it carries the brand is judged today, or ``on`` when later."""
    with connection.cursor() as cursor:
        cursor.execute(SUM_UP, {"holders": holders, "on": max(on, timezone.localdate())})


def _tell(days: dict[int, date]) -> None:
    for listener in _brand_listeners if days else ():
        listener(days)
