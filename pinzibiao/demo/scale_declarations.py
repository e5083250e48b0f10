"""Scale data of self-declarations: every status, with what a case of that status has left behind."""

from declarations.models import (
    Authorisation,
    CorrectionItem,
    Declaration,
    DeclaredIndicator,
    Evaluation,
    Objection,
    PublicNotice,
    TestReport,
)
from declarations.states import WORKFLOW
from enterprises.models import BrandHolder, BrandPeriod
from enterprises.models.standard_indicator import requirement_words

from . import scale_sql as db
from .cases import ESSENCES, MEASURED, PATHS
from .scale_trail import make_trail
from .standards import INDICATORS

# Days since the submission: at least, and how many more at most.
AGES = {
    "submitted": (0, 6),
    "form_review": (3, 9),
    "correction": (6, 14),
    "assignment": (8, 12),
    "evaluation": (15, 20),
    "site_check": (25, 15),
    "rectification": (30, 15),
    "to_notice": (30, 20),
    "in_notice": (38, 3),
    "objection": (40, 4),
    "authorised": (90, 900),
    "suspended": (120, 800),
    "revoked": (200, 800),
    "cancelled": (200, 800),
    "expired": (1200, 500),
    "lapsed": (60, 900),
}
ENDED = (60, 900)
# How many days after its submission a case is due, at the statuses whose desk has a term.
TERMS = {"submitted": 7, "form_review": 7, "correction": 26, "lapsed": 26, "rectification": 70, "in_notice": 43}
CASES = """
SELECT *, scale.last('declaration') + ord AS id, submitted_on + 36 AS opens_on, submitted_on + 44 AS valid_from,
    (submitted_on + 44 + interval '3 years')::date - 1 AS valid_to,
    status NOT IN ('draft', 'submitted', 'form_review', 'correction', 'assignment', 'declined', 'withdrawn', 'lapsed')
        AS is_evaluated,
    status IN ('in_notice', 'objection', 'authorised', 'suspended', 'revoked', 'cancelled', 'expired') AS is_noticed,
    CASE WHEN submitted_on IS NOT NULL
         THEN coalesce(k.last, 0) + row_number() OVER (PARTITION BY series ORDER BY ord) END AS number
FROM (
    SELECT *, 'declaration/' || county || '/' || extract(year FROM submitted_on) AS series,
        extract(year FROM submitted_on)::integer AS year
    FROM (
        SELECT m.n, m.id AS enterprise_id, m.place, m.county, m.name AS enterprise_name, m.product, m.clerk,
            m.signatory, m.declaration AS status, a.moves, row_number() OVER (ORDER BY m.n) AS ord,
            scale.today() - a.least - scale.draw(m.n, 'submitted', a.more) AS submitted_on
        FROM scale.member m JOIN scale.age a ON a.status = m.declaration
    ) AS dated
) AS yearly LEFT JOIN casework_counter k USING (series)
ORDER BY ord
"""
AUTHORISED = """
SELECT *, coalesce(k.last, 0) + row_number() OVER (PARTITION BY series ORDER BY valid_from, ord) AS number
FROM (
    SELECT d.id, d.n, d.ord, d.enterprise_id, d.enterprise_name, d.product, d.status, d.valid_from, d.valid_to,
        extract(year FROM d.valid_from)::integer AS year,
        'authorisation/made/' || extract(year FROM d.valid_from) AS series
    FROM scale.declaration d WHERE d.status IN ('authorised', 'suspended', 'revoked', 'cancelled', 'expired')
) AS authorised LEFT JOIN casework_counter k USING (series)
ORDER BY ord
"""


def make_declarations(say) -> None:
    say("自我声明……")
    ages = [(status, len(PATHS[status]), *AGES.get(status, ENDED)) for status in WORKFLOW.statuses.values]
    ages = [(status, moves, *((None, 1) if status == "draft" else days)) for status, moves, *days in ages]
    db.table("age", "status text, moves integer, least integer, more integer", ages)
    db.keep("declaration", CASES)
    _declarations()
    _papers()
    _evaluations()
    _notices()
    _authorisations()
    make_trail()


def _declarations() -> None:
    signed = "d.submitted_on IS NOT NULL"
    essences = {f"{key}_text": f"'{words}'" for key, words in ESSENCES.items()}
    essences |= {f"{key}_score": f"7 + scale.draw(d.n, '{key}', 4)" for key in ESSENCES}
    terms = " ".join(f"WHEN '{status}' THEN d.submitted_on + {days}" for status, days in TERMS.items())
    db.fill(
        Declaration,
        "scale.declaration d JOIN enterprises_enterprise e ON e.id = d.enterprise_id"
        " LEFT JOIN scale.standard s USING (product) ORDER BY d.ord",
        id="d.id",
        number=f"CASE WHEN {signed} THEN 'ZM-' || d.county || '-' || d.year || '-' || {db.digits('d.number', 4)} END",
        enterprise_id="d.enterprise_id",
        product_id="scale.last('product') + d.n",
        county_code="d.county",
        standard_id="s.id",
        standard_public_on="coalesce(d.submitted_on, scale.today()) - 200",
        registered_address="e.registered_address",
        plant_address="coalesce(nullif(e.plant_address, ''), e.registered_address)",
        legal_representative="e.legal_representative",
        scale="e.scale",
        quality_officer="scale.person(d.n, 'officer')",
        officer_appointed_on="coalesce(d.submitted_on, scale.today()) - 400",
        contact_name="scale.person(d.n, 'contact')",
        contact_mobile="scale.mobile(d.n)",
        promises_quality=signed,
        promises_credit=signed,
        promises_truth=signed,
        prepared_by_id="d.clerk",
        signed_by_id=f"CASE WHEN {signed} THEN d.signatory END",
        signed_at="scale.morning(d.submitted_on)",
        submitted_on="d.submitted_on",
        due_on=f"CASE d.status {terms} WHEN 'suspended' THEN scale.today() + 20 END",
        correction_rounds="CASE WHEN d.status IN ('correction', 'lapsed') THEN 1 ELSE 0 END",
        status="d.status",
        moves="d.moves",
        stamp="scale.morning(coalesce(d.submitted_on, scale.today()) - 3)",
        **essences,
    )
    db.advance(Declaration)
    db.count_on("(SELECT * FROM scale.declaration WHERE submitted_on IS NOT NULL) AS numbered")


def _papers() -> None:
    db.table("indicator", "place integer, name text, required text, measured text, unit text", _indicators())
    db.fill(
        DeclaredIndicator,
        "scale.declaration d CROSS JOIN scale.indicator i ORDER BY d.ord, i.place",
        declaration_id="d.id",
        **{name: f"i.{name}" for name in ("name", "required", "measured", "unit")},
    )
    db.fill(
        TestReport,
        "scale.declaration d ORDER BY d.ord",
        declaration_id="d.id",
        laboratory="'方圆检测集团'",
        mark="'both'",
        number="'JY-' || lpad(d.n::text, 7, '0')",
        reported_on="coalesce(d.submitted_on, scale.today()) - 60",
    )


def _indicators() -> list[tuple]:
    """As free text: the standards of this volume have no tables."""
    return [
        (place, name, requirement_words(direction, limit), MEASURED[name], unit)
        for place, (name, unit, direction, limit, _) in enumerate(INDICATORS)
    ]


def _evaluations() -> None:
    db.fill(
        CorrectionItem,
        "scale.declaration d WHERE d.status IN ('correction', 'lapsed') ORDER BY d.ord",
        declaration_id="d.id",
        round="1",
        section="'indicators'",
        reason="'请补充“耐久性”的试验方法。'",
    )
    scored = "d.status <> 'evaluation'"
    db.fill(
        Evaluation,
        "scale.declaration d JOIN scale.county c USING (place) CROSS JOIN generate_series(0, 1) AS nth"
        " JOIN scale.expert x ON x.place = mod(d.ord * 2 + nth, scale.listed()) WHERE d.is_evaluated"
        " ORDER BY d.ord, nth",
        declaration_id="d.id",
        expert_id="x.id",
        is_leader="nth = 0",
        score=f"CASE WHEN {scored} THEN 75 + scale.draw(d.n + nth, 'score', 20) END",
        opinion=f"CASE WHEN {scored} THEN '材料齐全，关键指标优于标准要求。' ELSE '' END",
        assigned_by_id="c.city_handler",
        assigned_at="scale.morning(d.submitted_on + 14)",
        scored_at=f"CASE WHEN {scored} THEN scale.morning(d.submitted_on + 22) END",
    )


def _notices() -> None:
    closed = "d.status NOT IN ('in_notice', 'objection')"
    db.fill(
        PublicNotice,
        "scale.declaration d JOIN scale.county c USING (place) WHERE d.is_noticed ORDER BY d.ord",
        declaration_id="d.id",
        opens_on="d.opens_on",
        closes_on="d.opens_on + 7",
        closed_at=f"CASE WHEN {closed} THEN scale.morning(d.opens_on + 8) END",
        opened_by_id="c.city_handler",
    )
    db.fill(
        Objection,
        "declarations_publicnotice n JOIN scale.declaration d ON d.id = n.declaration_id"
        " WHERE d.status = 'objection' ORDER BY d.ord",
        notice_id="n.id",
        name="'热心市民'",
        contact="scale.mobile(d.n)",
        content="'产品宣传与标准不符。'",
        filed_at="scale.morning(d.opens_on + 1)",
        address_hash="md5('address' || d.n)",
    )


def _authorisations() -> None:
    db.keep("authorisation", AUTHORISED)
    db.fill(
        Authorisation,
        "scale.authorisation a JOIN enterprises_enterprise e ON e.id = a.enterprise_id"
        " JOIN enterprises_product p ON p.id = scale.last('product') + a.n"
        " LEFT JOIN enterprises_standard s ON s.id = p.standard_id ORDER BY a.ord",
        declaration_id="a.id",
        number=f"'品字标制造声明-' || a.year || '-' || {db.digits('a.number', 5)}",
        sub_brand="'made'",
        enterprise_name="e.name",
        uscc="e.uscc",
        product_name="p.name",
        models_text="p.models_text",
        standard_text="coalesce(s.number || ' ' || s.title, '')",
        token="substr(md5('token' || a.id), 1, 22)",  # noqa: S106  SQL that gives it
        valid_from="a.valid_from",
        valid_to="a.valid_to",
    )
    db.count_on("scale.authorisation")
    ended = "CASE a.status WHEN 'expired' THEN a.valid_to + 1 WHEN 'authorised' THEN NULL ELSE scale.today() - 10 END"
    db.fill(
        BrandHolder,
        "scale.authorisation a ORDER BY a.ord",
        enterprise_id="a.enterprise_id",
        route="'self_declaration'",
        first_valid_on="a.valid_from",
        is_current="a.status = 'authorised'",
        ended_on=ended,
    )
    db.fill(
        BrandPeriod,
        "scale.authorisation a JOIN enterprises_brandholder b USING (enterprise_id) ORDER BY a.ord",
        holder_id="b.id",
        ground="'authorisation'",
        began_on="a.valid_from",
        ended_on=ended,
    )
