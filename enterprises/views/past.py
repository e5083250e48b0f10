"""What an enterprise's page tells of its past: where it was kept, what was merged into it, who did what."""

from django.db.models import Q

from pinzibiao.casework.models import Event
from pinzibiao.lib.pages import Panel

from ..actions.signatories import ACTION as CHANGE_SIGNATORY
from ..models import Enterprise
from .rows import ITEMS_TEMPLATE, cells_of

SHOWN_EVENTS = 50


def past_of(enterprise: Enterprise, *, with_events: bool) -> list[Panel]:
    """Blocks of what there is. Acts tell of people: ``with_events`` for those who may see people."""
    merged = list(enterprise.merged_records.select_related("county", "by"))
    found = [_moves(enterprise), _merged(merged)]
    if with_events:
        events = _told(enterprise, [trace.old_id for trace in merged])
        found += [_signatories(events), _events(events)]
    return [panel for panel in found if panel]


def _moves(enterprise: Enterprise) -> Panel | None:
    columns = (("迁移日期", "date"), ("迁出地", ""), ("迁入地", ""), ("原因", ""), ("随迁事项（件）", "num"))
    rows = [
        {"cells": cells_of(columns, row.moved_on, str(row.from_county), str(row.to_county), row.reason, row.case_count)}
        for row in enterprise.moves.select_related("from_county", "to_county")
    ]
    return _table("属地沿革", "route", "moves", columns, rows)


def _merged(traces: list) -> Panel | None:
    columns = (
        ("原名称", ""),
        ("原统一社会信用代码", ""),
        ("原属地", ""),
        ("合并时间", "date"),
        ("办理人", ""),
        ("内容", ""),
    )
    rows = [
        {
            "cells": cells_of(
                columns,
                trace.name,
                trace.uscc,
                str(trace.county),
                trace.at,
                trace.by.name,
                "、".join(f"{label} {count} 条" for label, count in trace.counts.items()),
            )
        }
        for trace in traces
    ]
    return _table("合并记录", "merge", "merged", columns, rows)


def _events(events: list[Event]) -> Panel:
    """The trail of the record and of those merged into it."""
    context = {"events": events[:SHOWN_EVENTS]}
    return Panel("办理记录", template="_parts/timeline.html", context=context, icon="clock", anchor="events")


def _told(enterprise: Enterprise, old_ids: list[int]) -> list[Event]:
    """The latest acts, and of those that changed the signatory all, newest first; in one statement."""
    rows = Event.objects.filter(subject_type=Enterprise._meta.label_lower, subject_id__in=[enterprise.pk, *old_ids])
    latest = rows.order_by("-id").values("pk")[:SHOWN_EVENTS]
    return list(rows.filter(Q(action=CHANGE_SIGNATORY) | Q(pk__in=latest)).order_by("-id"))


def _signatories(events: list[Event]) -> Panel | None:
    """Who signed until when: every hand-over."""
    columns = (("更换时间", "date"), ("原签署人", ""), ("新签署人", ""), ("原因", ""), ("办理人", ""))
    rows = [
        {"cells": cells_of(columns, one.at, one.data["from"], one.data["to"], one.data["reason"], one.by_name)}
        for one in events
        if one.action == CHANGE_SIGNATORY
    ]
    return _table("签署人沿革", "signature", "signatories", columns, rows)


def _table(title: str, icon: str, anchor: str, columns, rows: list) -> Panel | None:
    context = {"headings": columns, "rows": rows}
    return Panel(title, template=ITEMS_TEMPLATE, context=context, icon=icon, anchor=anchor) if rows else None
