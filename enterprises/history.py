"""Who changed what of an enterprise, when: read from the rows that the database's triggers keep."""

from dataclasses import dataclass, field
from datetime import datetime

from pinzibiao.accounts.models import User

from .models import (
    BrandHolder,
    Certificate,
    Contact,
    Enterprise,
    FormerName,
    Product,
    QualityAward,
    QualityOfficer,
    SystemCertificate,
    YearFigure,
)

MODELS = (
    Enterprise,
    Product,
    YearFigure,
    QualityAward,
    QualityOfficer,
    SystemCertificate,
    Certificate,
    BrandHolder,
    Contact,
    FormerName,
)
UNSAID = frozenset({"id", "enterprise", "updated_at", "created_at", "city_code"})
LIMIT = 200
ACTS = {"insert": "新增", "update": "修改", "delete": "删除"}
SYSTEM = "系统"


@dataclass
class Entry:
    """One change: ``changes`` is ``[(field's label, before, after)]`` in words."""

    at: datetime
    who: str
    act: str
    subject: str
    changes: list[tuple[str, str, str]] = field(default_factory=list)


def history_of(enterprise: Enterprise) -> list[Entry]:
    """The latest changes of the enterprise and of what belongs to it, newest first."""
    pairs = [pair for model in MODELS for pair in _pairs(model, enterprise)]
    # Changes of one transaction have one instant: those that were made later in it stand above.
    pairs.sort(key=lambda pair: (pair[2].pgh_created_at, MODELS.index(pair[0]), pair[2].pgh_id), reverse=True)
    names = _names(pairs[:LIMIT])
    words = _Words(pairs[:LIMIT])
    entries = (_entry(*pair, names, words) for pair in pairs[:LIMIT])
    return [entry for entry in entries if entry.changes or entry.act != ACTS["update"]]


def _pairs(model, enterprise):
    """``(model, event before or None, event)`` for every change of this kind of row."""
    key = "pgh_obj_id" if model is Enterprise else "enterprise_id"
    rows = model.pgh_event_model.objects.filter(**{key: enterprise.pk}).select_related("pgh_context")
    latest = {}
    for event in rows.order_by("pgh_id"):
        yield model, latest.get(event.pgh_obj_id), event
        latest[event.pgh_obj_id] = event


def _entry(model, before, event, names, words) -> Entry:
    return Entry(
        at=event.pgh_created_at,
        who=names.get(_user_of(event), SYSTEM),
        act=ACTS[event.pgh_label],
        subject=_subject(model, event),
        changes=[] if event.pgh_label == "delete" else list(_changes(model, before, event, words)),
    )


def _subject(model, event) -> str:
    label = str(model._meta.verbose_name)
    own = next((str(getattr(event, name)) for name in ("name", "number", "year") if hasattr(event, name)), "")
    return label if model is Enterprise or not own else f"{label}「{own}」"


def _changes(model, before, event, words):
    for column in model._meta.concrete_fields:
        if column.name in UNSAID or not hasattr(event, column.attname):
            continue
        new = words.of(column, event)
        old = words.of(column, before) if before is not None else ""
        if new != old:
            yield str(column.verbose_name), old, new


def _user_of(event) -> int | None:
    return (event.pgh_context.metadata or {}).get("user") if event.pgh_context else None


def _names(pairs) -> dict[int, str]:
    wanted = {user for *_, event in pairs if (user := _user_of(event))}
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "name"))


class _Words:
    """Values as a person reads them; what a foreign key points at is asked once for each kind."""

    def __init__(self, pairs):
        wanted: dict[type, set] = {}
        for model, *events in pairs:
            pointing = [c for c in model._meta.concrete_fields if c.is_relation and c.name not in UNSAID]
            for column in pointing:
                keys = {getattr(event, column.attname, None) for event in events if event is not None}
                wanted.setdefault(column.related_model, set()).update(keys - {None})
        self.rows = {model: model._base_manager.in_bulk(keys) for model, keys in wanted.items()}

    def of(self, column, event) -> str:
        value = getattr(event, column.attname, None)
        if value is None or value == "":
            return ""
        if column.is_relation:
            return str(self.rows.get(column.related_model, {}).get(value, value))
        if isinstance(value, bool):
            return "是" if value else "否"
        return str(dict(column.flatchoices).get(value, value))
