"""Scale data of the programme: people of its enterprises, the cultivation library with its lists."""

from django.contrib.auth.hashers import make_password

from cultivation.models import BenchmarkProduct, LibraryEntry, StandardPlan
from declarations.states import DeclarationStatus as D
from enterprises.models import Member
from pinzibiao.accounts.models import Role, User

from . import scale_sql as db
from .people import PASSWORD

# How often a declaration stands at each status; the first ones show every status.
DECLARATION_SHARES = dict.fromkeys(D.values, 1) | {D.DRAFT: 10, D.SUBMITTED: 6, D.FORM_REVIEW: 6, D.CORRECTION: 5}
DECLARATION_SHARES |= {D.EVALUATION: 6, D.AUTHORISED: 12, D.EXPIRED: 6, D.WITHDRAWN: 14, D.FAILED: 12, D.DECLINED: 14}
ENTRY_SHARES = {"listed": 7, "candidate": 2, "left": 2}
TIERS = ["reserve", "reserve", "reserve", "key", "key", "sprint"]

# Everybody in the programme, with the day on which the brand was obtained, if it was.
TAKING_PART = """
SELECT f.*, row_number() OVER (ORDER BY f.n) AS ord, scale.last('user') + 2 * row_number() OVER (ORDER BY f.n) AS clerk,
    scale.last('user') + 2 * row_number() OVER (ORDER BY f.n) + 1 AS signatory,
    CASE WHEN f.part = 'declares' THEN
        {status} END AS declaration
FROM scale.firm f WHERE f.part IN ('declares', 'library', 'holds') ORDER BY f.n
"""
ENTRIES = """
SELECT m.*, h.issued_on,
    CASE WHEN m.part = 'holds' OR m.declaration IN ('authorised', 'suspended') THEN 'branded'
         WHEN m.part = 'declares' THEN 'listed' ELSE {status} END AS status,
    scale.today() - 60 - scale.draw(m.n, 'entered', 900) AS entered_on
FROM scale.member m LEFT JOIN scale.holder h USING (n) ORDER BY m.n
"""


def make_members() -> None:
    """``scale.member``: a clerk and a signatory of every enterprise in the programme."""
    status = f"""CASE WHEN f.part = 'declares' THEN
        {db.turn("count(*) FILTER (WHERE f.part = 'declares') OVER (ORDER BY f.n) - 1", db.spread(DECLARATION_SHARES))}
        END"""
    db.keep("member", db.text(db.filled(TAKING_PART, status=db.SQL(status))))
    db.constant("password", "text", make_password(PASSWORD))
    both = "scale.member m CROSS JOIN generate_series(1, 2) AS nth ORDER BY m.n, nth"
    person = "CASE nth WHEN 1 THEN m.clerk ELSE m.signatory END"
    db.fill(
        User,
        both,
        id=person,
        username="'gm' || m.n || '-' || nth",
        name="scale.person(m.n, 'member' || nth)",
        mobile="scale.mobile(m.n)",
        password="scale.password()",  # noqa: S106  SQL that gives the hash
    )
    db.advance(User)
    db.fill(Role, both, user_id=person, kind="'enterprise'")
    kind = "CASE nth WHEN 1 THEN 'clerk' ELSE 'signatory' END"
    db.fill(Member, both, user_id=person, enterprise_id="m.id", kind=kind)


def make_library(say) -> None:
    say("培育库、对标产品、标准研制……")
    db.keep("entry", db.text(db.filled(ENTRIES, status=db.SQL(db.turn("m.ord", db.spread(ENTRY_SHARES))))))
    _entries()
    _benchmarks()


def _entries() -> None:
    year = "extract(year FROM scale.today())::integer"
    shared = {"enterprise_id": "e.id", "county_code": "e.county"}
    source = (
        "scale.entry e JOIN scale.county c USING (place) JOIN scale.expert x ON x.place = mod(e.ord, scale.listed())"
    )
    # One in ten was there before, and left.
    db.fill(
        LibraryEntry,
        f"{source} WHERE mod(e.ord, 10) = 3 ORDER BY e.n",
        tier="'reserve'",
        entered_on="e.entered_on - 700",
        left_on="e.entered_on - 200",
        leave_reason="'企业转产，不再培育该产品。'",
        status="'left'",
        moves="2",
        stamp="scale.morning(e.entered_on - 710)",
        **shared,
    )
    db.fill(
        LibraryEntry,
        f"{source} ORDER BY e.n",
        tier=f"CASE e.status WHEN 'branded' THEN 'branded' ELSE {db.pick('e.n', 'tier', TIERS)} END",
        intended_route="CASE e.part WHEN 'declares' THEN 'self_declaration' WHEN 'holds' THEN 'certification'"
        f" ELSE {db.pick('e.n', 'route', ['undecided', 'certification', 'self_declaration'])} END",
        target_year=f"{year} + scale.draw(e.n, 'target', 3)",
        regulator_id="c.handler",
        expert_id="x.id",
        entered_on="CASE WHEN e.status <> 'candidate' THEN e.entered_on END",
        branded_on="CASE WHEN e.status = 'branded' THEN coalesce(e.issued_on, e.entered_on + 50) END",
        left_on="CASE WHEN e.status = 'left' THEN e.entered_on + 40 END",
        leave_reason="CASE WHEN e.status = 'left' THEN '企业停产。' ELSE '' END",
        status="e.status",
        moves="CASE e.status WHEN 'candidate' THEN 0 WHEN 'listed' THEN 1 ELSE 2 END",
        stamp="scale.morning(e.entered_on - 10)",
        **shared,
    )


def _benchmarks() -> None:
    """Half of those that are or were cultivated measure a product against a leading one; some write a standard."""
    shared = {
        "enterprise_id": "e.id",
        "county_code": "e.county",
        "year": "extract(year FROM scale.today())::integer - scale.draw(e.n, 'list year', 3)",
        "responsible_unit": "left(e.name, 80)",
        "responsible_person": "'质量部'",
        "due_on": "scale.today() - 100 + scale.draw(e.n, 'list due', 400)",
    }
    reached = "scale.draw(e.n, 'reached', 3) = 0"
    db.fill(
        BenchmarkProduct,
        "scale.entry e WHERE e.status <> 'candidate' AND mod(e.ord, 2) = 0 ORDER BY e.n",
        product_id="scale.last('product') + e.n",
        benchmark="'国际同类领先产品'",
        indicator=db.pick("e.n", "indicator", ["平均无故障时间", "使用寿命", "合格率", "能效比"]),
        unit="'h'",
        now_value="4000 + scale.draw(e.n, 'now', 400)",
        benchmark_value="6000",
        target_value="5500",
        reached_value=f"CASE WHEN {reached} THEN 5300 + scale.draw(e.n, 'value', 500) END",
        reported_on=f"CASE WHEN {reached} THEN scale.today() - scale.draw(e.n, 'reported', 300) END",
        ladder_step_before="2",
        ladder_step_after=f"CASE WHEN {reached} THEN 3 END",
        **shared,
    )
    db.fill(
        StandardPlan,
        "scale.entry e WHERE e.status <> 'candidate' AND mod(e.ord, 8) = 0 ORDER BY e.n",
        title="e.product || '（高性能）'",
        kind=db.pick("e.n", "plan", ["new", "new", "new", "revise", "adopt"]),
        stage=db.pick("e.n", "stage", ["proposed", "approved", "drafting", "consulting", "review"]),
        technical_body="'浙江省标准化研究院'",
        planned_on="scale.today() + 60 + scale.draw(e.n, 'planned', 400)",
        **shared,
    )
