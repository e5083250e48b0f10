"""Scale data of help: visits with what they found, problems on their way, measures against them."""

from cultivation.models import Dimension, Measure, Problem, Saving
from visits.models import Diagnosis, HelpVisit, VisitProblem

from . import scale_sql as db
from .help import CONCLUSION, PROBLEMS

VISIT_SHARES = {
    "rated": 57,
    "confirmed": 10,
    "to_confirm": 8,
    "recording": 5,
    "planned": 11,
    "offered": 2,
    "declined": 1,
    "cancelled": 6,
}
PURPOSES = ["诊断出厂检验能力", "对标培育辅导", "自我声明准备辅导", "质量管理体系诊断", "计量检测能力提升"]
# What becomes of a problem of these days, and of one that was raised long ago.
NEW = {"in_progress": 30, "confirmed": 22, "to_confirm": 8, "to_verify": 14, "verified": 8, "closed": 12, "parked": 4}
OLD = ["closed"] * 88 + ["not_adopted"] * 6 + ["parked"] * 4 + ["in_progress"] * 2
MEASURE_SHARES = {"running": 5, "planned": 3, "to_check": 2, "closed": 6, "dropped": 1}
KINDS = ["diagnosis", "training", "testing", "metrology", "standards", "certification", "research", "one_stop"]
FINDINGS = {
    "technology": "工艺文件完整，检验设备满足要求，可靠性试验需加强。",
    "management": "体系文件有效，供应商评价和追溯记录需完善。",
    "infrastructure": "计量器具台账齐全，个别器具临近校准期。",
    "brand": "具备对标基础，需明确关键指标。",
}

VISITS = """
SELECT *, scale.last('visit') + ord AS id, status IN ('to_confirm', 'confirmed', 'rated') AS is_handed_in,
    coalesce(k.last, 0) + row_number() OVER (PARTITION BY county, year ORDER BY ord) AS number
FROM (
    SELECT *, 'visit/' || county || '/' || extract(year FROM planned_on) AS series,
        extract(year FROM planned_on)::integer AS year
    FROM (
        SELECT *, CASE CASE WHEN status IN ('offered', 'declined') THEN 'planned' ELSE status END
            WHEN 'rated' THEN scale.today() - 10 - scale.draw(ord, 'day', 1000)
            WHEN 'confirmed' THEN scale.today() - 5 - scale.draw(ord, 'day', 150)
            WHEN 'to_confirm' THEN scale.today() - 2 - scale.draw(ord, 'day', 25)
            WHEN 'planned' THEN scale.today() - 4 + scale.draw(ord, 'day', 40)
            ELSE scale.today() - scale.draw(ord, 'day', 20) END AS planned_on
        FROM (
            SELECT *, {status} AS status FROM (
                SELECT f.n, f.id AS enterprise_id, f.place, f.county, f.name AS enterprise_name, f.product,
                    row_number() OVER (ORDER BY f.n, nth) AS ord
                FROM scale.firm f
                CROSS JOIN LATERAL generate_series(1, 1 + scale.draw(f.n, 'visits', 4)) AS nth
                WHERE f.part <> 'none'
            ) AS numbered
        ) AS standing
    ) AS dated
) AS yearly LEFT JOIN casework_counter k USING (series)
ORDER BY ord
"""
PROBLEM_ROWS = """
SELECT *, scale.last('problem') + ord AS id,
    coalesce(k.last, 0) + row_number() OVER (PARTITION BY county, year ORDER BY ord) AS number
FROM (
    SELECT *, 'problem/' || county || '/' || extract(year FROM raised_on) AS series,
        extract(year FROM raised_on)::integer AS year,
        scale.draw(ord, 'topic', {topics}) AS topic,
        CASE WHEN is_unconfirmed THEN 'to_confirm' WHEN raised_on < scale.today() - 180 THEN {old} ELSE {new} END
            AS status
    FROM (
        SELECT *, row_number() OVER (ORDER BY n, visit_id NULLS LAST, nth) AS ord FROM (
            SELECT v.n, v.id AS visit_id, nth, v.enterprise_id, v.place, v.county, v.enterprise_name, v.product,
                v.planned_on AS raised_on, v.status = 'to_confirm' AS is_unconfirmed, 'diagnosis' AS source
            FROM scale.visit v
            CROSS JOIN LATERAL generate_series(1, 1 + scale.draw(v.ord, 'found', 3)) AS nth
            WHERE v.is_handed_in
            UNION ALL
            SELECT f.n, NULL, 1, f.id, f.place, f.county, f.name, f.product,
                scale.today() - 3 - scale.draw(f.n, 'asked', 900), false, {source}
            FROM scale.firm f WHERE f.part <> 'none'
        ) AS found
    ) AS numbered
) AS yearly LEFT JOIN casework_counter k USING (series)
ORDER BY ord
"""
MEASURES = """
SELECT *, scale.last('measure') + ord AS id,
    coalesce(k.last, 0) + row_number() OVER (PARTITION BY county, year ORDER BY ord) AS number
FROM (
    SELECT n, id AS problem_id, enterprise_id, place, county, product, topic, raised_on,
        'measure/' || county || '/' || year AS series, year, row_number() OVER (ORDER BY ord) AS ord,
        CASE WHEN status = 'closed' THEN 'closed' ELSE {status} END AS status
    FROM scale.problem
    WHERE status IN ('in_progress', 'to_verify', 'verified', 'closed') AND scale.draw(ord, 'measure', 2) = 0
) AS yearly LEFT JOIN casework_counter k USING (series)
ORDER BY ord
"""


def make_help(say) -> None:
    say("帮扶……")
    _visits()
    say("问题……")
    _problems()
    say("措施……")
    _measures()


def _visits() -> None:
    db.keep("visit", db.text(db.filled(VISITS, status=db.SQL(db.turn("ord - 1", db.spread(VISIT_SHARES))))))
    began = (
        "CASE WHEN v.status NOT IN ('offered', 'declined', 'planned', 'cancelled') THEN scale.morning(v.planned_on) END"
    )
    confirmed = "v.status IN ('confirmed', 'rated')"
    db.fill(
        HelpVisit,
        "scale.visit v JOIN scale.county c USING (place) LEFT JOIN scale.member m USING (n) ORDER BY v.ord",
        id="v.id",
        number=f"'BF-' || v.county || '-' || v.year || '-' || {db.digits('v.number', 4)}",
        client_id="md5('visit' || v.id)::uuid",
        enterprise_id="v.enterprise_id",
        county_code="v.county",
        mode=db.pick("v.ord", "mode", ["on_site", "on_site", "on_site", "remote", "consultation", "round"]),
        purpose=db.pick("v.ord", "purpose", PURPOSES),
        planned_on="v.planned_on",
        starts_at=began,
        ends_at="CASE WHEN v.is_handed_in THEN scale.morning(v.planned_on) + interval '3 hours' END",
        enterprise_people="CASE WHEN v.is_handed_in THEN '质量部经理、车间主任' ELSE '' END",
        conclusion=f"CASE WHEN v.is_handed_in THEN '{CONCLUSION}' ELSE '' END",
        rating="CASE WHEN v.status = 'rated' THEN 3 + scale.draw(v.ord, 'rating', 3) END",
        confirmed_on=f"CASE WHEN {confirmed} THEN v.planned_on + 2 END",
        confirmed_by_id=f"CASE WHEN {confirmed} THEN coalesce(m.clerk, c.handler) END",
        created_by_id="c.handler",
        status="v.status",
        answer_by="CASE WHEN v.status IN ('offered', 'declined') THEN scale.today() + 2 END",
        moves="CASE v.status WHEN 'offered' THEN 0 WHEN 'planned' THEN 1 WHEN 'declined' THEN 1 WHEN 'recording' THEN 2"
        " WHEN 'cancelled' THEN 2 WHEN 'to_confirm' THEN 3 WHEN 'confirmed' THEN 4 ELSE 5 END",
        stamp="scale.morning(v.planned_on - 7)",
    )
    db.advance(HelpVisit, "scale.visit")
    db.fill(
        HelpVisit.experts.through,
        "scale.visit v CROSS JOIN generate_series(0, 1) AS nth"
        " JOIN scale.expert e ON e.place = mod(v.ord * 2 + nth, scale.listed()) ORDER BY v.ord, nth",
        helpvisit_id="v.id",
        expert_id="e.id",
    )
    with db.unguarded(Diagnosis):
        db.fill(
            Diagnosis,
            "scale.visit v CROSS JOIN scale.finding f WHERE v.is_handed_in ORDER BY v.ord, f.dimension",
            visit_id="v.id",
            dimension="f.dimension",
            score="2 + scale.draw(v.ord, f.dimension, 4)",
            finding="f.words",
        )


def make_words() -> None:
    """``scale.topic`` of problems and ``scale.finding`` by dimension."""
    db.table("topic", "id integer, dimension text, title text, advice text, basis text", list(_topics()))
    db.table("finding", "dimension text, words text", [(str(one), FINDINGS[one]) for one in Dimension.values])


def _topics():
    for number, topic in enumerate(PROBLEMS):
        yield (number, *topic)


def _problems() -> None:
    db.keep(
        "problem",
        db.text(
            db.filled(
                PROBLEM_ROWS,
                topics=len(PROBLEMS),
                old=db.SQL(db.pick("ord", "old", OLD)),
                new=db.SQL(db.turn("ord", db.spread(NEW))),
                source=db.SQL(db.pick("f.n", "source", ["request", "request", "spot_check", "survey"])),
            )
        ),
    )
    ended = "p.status IN ('verified', 'closed')"
    handed_in = "p.status IN ('to_verify', 'verified', 'closed')"
    saves = "scale.draw(p.ord, 'saves', 3) = 0"
    amount = "(200 + scale.draw(p.ord, 'saving', 3800)) / 100.0"
    kind = db.pick("p.ord", "saving kind", ["once", "yearly"])
    db.fill(
        Problem,
        "scale.problem p JOIN scale.topic t ON t.id = p.topic JOIN scale.county c USING (place) ORDER BY p.ord",
        id="p.id",
        number=f"'WT-' || p.county || '-' || p.year || '-' || {db.digits('p.number', 4)}",
        enterprise_id="p.enterprise_id",
        county_code="p.county",
        title="p.product || '：' || t.title",
        description="'现场发现：' || t.title || '。'",
        source="p.source",
        dimension="t.dimension",
        is_common="scale.draw(p.ord, 'common', 20) = 0",
        severity=db.pick("p.ord", "severity", ["medium", "medium", "medium", "low", "high"]),
        root_cause=f"CASE WHEN {handed_in} THEN '管理制度不健全，记录不全。' ELSE '' END",
        advice="t.advice",
        raised_on="p.raised_on",
        reported_by_id="c.handler",
        responsible_unit="left(p.enterprise_name, 80)",
        responsible_person="scale.person(p.ord, 'responsible')",
        due_on="p.raised_on + 30 + scale.draw(p.ord, 'due', 3) * 30",
        after_value=f"CASE WHEN {handed_in} THEN '已整改到位' ELSE '' END",
        claimed_saving_wan=f"CASE WHEN {handed_in} AND {saves} THEN {amount} END",
        claimed_saving_kind=f"CASE WHEN {handed_in} AND {saves} THEN {kind} ELSE '' END",
        claimed_saving_basis=f"CASE WHEN {handed_in} AND {saves} THEN t.basis ELSE '' END",
        saving_wan=f"CASE WHEN {ended} AND {saves} THEN {amount} END",
        saving_kind=f"CASE WHEN {ended} AND {saves} THEN {kind} ELSE '' END",
        saving_basis=f"CASE WHEN {ended} AND {saves} THEN t.basis ELSE '' END",
        verified_by_id=f"CASE WHEN {ended} THEN c.reviewer END",
        closed_by_id="CASE WHEN p.status = 'closed' THEN c.leader END",
        solved_on="CASE WHEN p.status = 'closed'"
        " THEN least(scale.today(), p.raised_on + 10 + scale.draw(p.ord, 'solved', 80)) END",
        status="p.status",
        stamp="scale.morning(p.raised_on)",
    )
    db.advance(Problem, "scale.problem")
    _tie_problems()
    _savings()


def _savings() -> None:
    db.fill(
        Saving,
        "cultivation_problem p JOIN scale.problem s USING (id)"
        " WHERE p.status = 'closed' AND p.saving_wan IS NOT NULL ORDER BY p.id",
        problem_id="p.id",
        enterprise_id="p.enterprise_id",
        county_code="p.county_code",
        kind="p.saving_kind",
        year="extract(year FROM p.solved_on)",
        saved_on="p.solved_on",
        amount_wan="p.saving_wan",
        basis="p.saving_basis",
        verified_by_id="p.verified_by_id",
        entered_at="p.status_at",
    )


def _tie_problems() -> None:
    """What a visit found: as the expert wrote it down, and the problem that came of it."""
    db.fill(
        HelpVisit.problems.through,
        "scale.problem p WHERE p.visit_id IS NOT NULL ORDER BY p.ord",
        helpvisit_id="p.visit_id",
        problem_id="p.id",
    )
    with db.unguarded(VisitProblem):
        db.fill(
            VisitProblem,
            "scale.problem p JOIN scale.topic t ON t.id = p.topic WHERE p.visit_id IS NOT NULL ORDER BY p.ord",
            visit_id="p.visit_id",
            problem_id="p.id",
            client_id="md5('noted' || p.id)::uuid",
            title="p.product || '：' || t.title",
            dimension="t.dimension",
            advice="t.advice",
            due_on="p.raised_on + 60",
        )


def _measures() -> None:
    db.keep("measure", db.text(db.filled(MEASURES, status=db.SQL(db.turn("ord - 1", db.spread(MEASURE_SHARES))))))
    begun = "m.status IN ('running', 'to_check', 'closed')"
    done = "m.status IN ('to_check', 'closed')"
    done_on = "least(scale.today(), m.raised_on + 10 + scale.draw(m.ord, 'done', 40))"
    db.fill(
        Measure,
        "scale.measure m JOIN scale.topic t ON t.id = m.topic JOIN scale.county c USING (place)"
        " LEFT JOIN scale.body b ON b.place = mod(m.ord, 6) ORDER BY m.ord",
        id="m.id",
        number=f"'CS-' || m.county || '-' || m.year || '-' || {db.digits('m.number', 4)}",
        enterprise_id="m.enterprise_id",
        county_code="m.county",
        kind=db.pick("m.ord", "kind", KINDS),
        content="'针对“' || m.product || '：' || t.title || '”开展专题帮扶。' || t.advice",
        responsible_unit="'方圆检测集团'",
        responsible_person="scale.person(m.ord, 'measure')",
        helping_organisation_id="b.id",
        starts_on=f"CASE WHEN {begun} THEN least(scale.today(), m.raised_on + 7) END",
        due_on="m.raised_on + 60",
        done_on=f"CASE WHEN {done} THEN {done_on} END",
        effect_after=f"CASE WHEN {done} THEN '不良率下降一半以上' ELSE '' END",
        rating=f"CASE WHEN {done} AND scale.draw(m.ord, 'rated', 2) = 0 THEN 3 + scale.draw(m.ord, 'rating', 3) END",
        created_by_id="c.handler",
        status="m.status",
        stamp="scale.morning(least(scale.today(), m.raised_on + 3))",
    )
    db.advance(Measure, "scale.measure")
    db.fill(Measure.problems.through, "scale.measure m ORDER BY m.ord", measure_id="m.id", problem_id="m.problem_id")
