"""The trail of scale data's declarations: what each went through, and its content as it was frozen."""

import hashlib
import json

from declarations.content import content_of
from declarations.models import Declaration
from declarations.states import WORKFLOW
from pinzibiao.casework.models import Event, Version
from pinzibiao.casework.versions import canonical

from . import scale_sql as db
from .cases import PATHS

BATCH = 1000
# Every act by the person whose desk it was; experts of scale data have no accounts and are known by name.
ACTS = """
SELECT d.id, d.ord, d.county, t.*, x.name AS expert,
    CASE WHEN t.action = 'expire' THEN d.valid_to + 1
        WHEN t.action IN ('suspend', 'revoke', 'cancel') THEN scale.today() - 10
        WHEN t.nth = 7 THEN d.valid_from
        ELSE least(d.submitted_on + t.nth * 6, scale.today()) END AS day,
    CASE t.desk WHEN 'enterprise' THEN d.clerk WHEN 'signatory' THEN d.signatory WHEN 'city' THEN c.city_handler
        WHEN 'publicity' THEN c.city_handler WHEN 'province' THEN c.province
        WHEN 'county' THEN CASE t.action WHEN 'pass_form_review' THEN c.reviewer ELSE c.handler END END AS by_id
FROM scale.declaration d JOIN scale.step t USING (status) JOIN scale.county c USING (place)
LEFT JOIN scale.expert x ON t.desk IN ('expert', 'leading_expert') AND x.place = mod(d.ord * 2, scale.listed())
"""


def make_trail() -> None:
    _events()
    _versions()


def _events() -> None:
    db.table("step", "status text, nth integer, action text, label text, source text, target text, desk text", _steps())
    db.keep("act", ACTS)
    db.fill(
        Event,
        "scale.act a LEFT JOIN accounts_user u ON u.id = a.by_id ORDER BY a.ord, a.nth",
        subject_type="'declarations.declaration'",
        subject_id="a.id",
        action="a.action",
        label="a.label",
        from_status="a.source",
        to_status="a.target",
        desk="a.desk",
        by_id="a.by_id",
        by_name="coalesce(u.name, a.expert, '系统')",
        county_code="a.county",
        at="scale.morning(a.day)",
    )


def _steps() -> list[tuple]:
    rows = []
    for status, actions in PATHS.items():
        stands = "draft"
        for nth, action in enumerate(actions):
            move = WORKFLOW.find(action, stands)
            rows.append((status, nth, action, move.label, stands, move.target, move.desk))
            stands = move.target
    return [tuple(map(_plain, row)) for row in rows]


def _plain(value):
    return value if isinstance(value, int) else str(value)


def _versions() -> None:
    """The content as it was frozen, by the very function that freezes it."""
    submitted = Declaration.objects.filter(pk__gt=db.last("declaration")).exclude(submitted_on=None)
    rows = submitted.select_related("enterprise", "product", "standard", "county", "signed_by")
    made = []
    for case in rows.prefetch_related("indicators", "test_reports").order_by("pk").iterator(chunk_size=BATCH):
        made.append(_version(case))
        if len(made) == BATCH:
            Version.objects.bulk_create(made)
            made = []
    Version.objects.bulk_create(made)


def _version(case: Declaration) -> Version:
    words = canonical(content_of(case))
    return Version(
        subject_type=Declaration._meta.label_lower,
        subject_id=case.pk,
        number=1,
        content=json.loads(words),
        sha256=hashlib.sha256(words.encode()).hexdigest(),
        by_id=case.signed_by_id,
        by_name=case.signed_by.name,
        at=case.signed_at,
    )
