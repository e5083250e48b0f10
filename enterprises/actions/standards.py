"""Acts on standards: registered, changed, brought one stage further; who drafted them."""

from collections.abc import Iterable
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from pinzibiao.accounts.models import User
from pinzibiao.casework.actions import record
from pinzibiao.casework.refusals import Refused

from ..models import Standard, StandardDrafter, StandardStage

Stage = Standard.Stage
BROUGHT_IN, AT_ONCE = "Excel 导入", 1000
# The stages that are a standard's own two days, which the figures count by.
DATED = {Stage.PUBLISHED: "published_on", Stage.IN_FORCE: "in_force_on"}
OWN_DAYS = """
    SELECT id AS standard_id, 'published' AS stage, published_on AS entered_on FROM enterprises_standard
    WHERE id = ANY(%(standards)s) AND published_on IS NOT NULL
    UNION ALL
    SELECT id, 'in_force', in_force_on FROM enterprises_standard
    WHERE id = ANY(%(standards)s) AND in_force_on IS NOT NULL
"""
FORGET_DAYS = """
    DELETE FROM enterprises_standardstage s
    WHERE s.standard_id = ANY(%(standards)s) AND s.stage IN ('published', 'in_force')
      AND NOT EXISTS (SELECT 1 FROM (own days) d WHERE d.standard_id = s.standard_id AND d.stage = s.stage)
""".replace("own days", OWN_DAYS)
MOVE_DAYS = """
    UPDATE enterprises_standardstage s SET entered_on = d.entered_on FROM (own days) d
    WHERE d.standard_id = s.standard_id AND d.stage = s.stage AND d.entered_on <> s.entered_on
""".replace("own days", OWN_DAYS)
NEW_DAYS = """
    INSERT INTO enterprises_standardstage (standard_id, stage, entered_on, note)
    SELECT d.standard_id, d.stage, d.entered_on, '' FROM (own days) d
    WHERE NOT EXISTS (
        SELECT 1 FROM enterprises_standardstage s WHERE s.standard_id = d.standard_id AND s.stage = d.stage
    )
""".replace("own days", OWN_DAYS)
CURRENT = """
    UPDATE enterprises_standard t SET stage = now.stage
    FROM (
        SELECT DISTINCT ON (standard_id) standard_id, stage FROM enterprises_standardstage
        WHERE standard_id = ANY(%(standards)s) AND entered_on <= %(on)s
        ORDER BY standard_id, entered_on DESC, array_position(%(order)s, stage::text) DESC
    ) now
    WHERE now.standard_id = t.id AND now.stage <> t.stage
"""
LEADS = """
    UPDATE enterprises_standard t SET lead_drafter_id = first.enterprise_id
    FROM (
        SELECT s.id, d.enterprise_id FROM enterprises_standard s
        LEFT JOIN enterprises_standarddrafter d ON d.standard_id = s.id AND d.position = 1
        WHERE s.id = ANY(%(standards)s)
    ) first
    WHERE first.id = t.id AND first.enterprise_id IS DISTINCT FROM t.lead_drafter_id
"""


@transaction.atomic
def register_standard(standard: Standard, drafters: list[StandardDrafter], *, entered_on, by: User) -> Standard:
    """Keep a new standard in the stage that it is in since ``entered_on`` (its own day where the stage has one)."""
    standard.save()
    if standard.stage not in DATED:
        StandardStage.objects.create(standard=standard, stage=standard.stage, entered_on=entered_on)
    _keep(standard, drafters)
    record(standard, "register_standard", "登记标准", by=by, data={"number": standard.number})
    return standard


@transaction.atomic
def change_standard(standard: Standard, drafters: list[StandardDrafter], *, by: User) -> Standard:
    """Mend what is written of a standard; its days are its stages' days."""
    standard.save()
    _keep(standard, drafters)
    record(standard, "change_standard", "修改标准", by=by, data={"number": standard.number})
    return standard


@transaction.atomic
def enter_stage(standard: Standard, stage: str, on: date, note: str = "", *, by: User) -> Standard:
    """``standard`` is in ``stage`` from ``on``. Publication and coming into force set its own days."""
    locked = Standard.objects.select_for_update().get(pk=standard.pk)
    if own_day := DATED.get(stage):
        setattr(locked, own_day, on)
        locked.save(update_fields=[own_day, "updated_at"])
        sync_stages([locked.pk])
        locked.stages.filter(stage=stage).update(note=note)
    else:
        StandardStage.objects.create(standard=locked, stage=stage, entered_on=on, note=note)
        sync_stages([locked.pk])
    label = Stage(stage).label
    record(locked, "enter_stage", f"进入{label}阶段", by=by, comment=note, data={"stage": stage, "on": on.isoformat()})
    locked.refresh_from_db()
    return locked


@transaction.atomic
def forget_stage(row: StandardStage, *, by: User) -> None:
    """A stage written down by mistake. Raises ``Refused`` for publication and coming into force."""
    if row.stage in DATED:
        raise Refused("发布、实施日期请在标准的“修改”中更正，不能在这里删除。")
    standard, label = row.standard, row.get_stage_display()
    row.delete()
    sync_stages([standard.pk])
    record(standard, "forget_stage", f"删除{label}阶段", by=by, data={"on": row.entered_on.isoformat()})


@transaction.atomic
def sync_stages(standards: Iterable[int]) -> None:
    """Stages and present stage of these standards (keys), as their days now stand. Again it changes nothing."""
    asked = {"standards": sorted(set(standards)), "on": timezone.localdate(), "order": Stage.values}
    with connection.cursor() as cursor:
        for statement in (FORGET_DAYS, MOVE_DAYS, NEW_DAYS, CURRENT):
            cursor.execute(statement, asked)


def bring_in_standards(new, changed) -> None:
    """Stages of standards brought in from a file, for ``pk__in``. Of one not yet published only today is known."""
    undated = Standard.objects.filter(pk__in=new).exclude(stage__in=DATED)
    today = timezone.localdate()
    StandardStage.objects.bulk_create(
        [StandardStage(standard=row, stage=row.stage, entered_on=today, note=BROUGHT_IN) for row in undated],
        batch_size=AT_ONCE,
    )
    for keys in (new, changed):
        sync_stages(Standard.objects.filter(pk__in=keys).values_list("pk", flat=True))


@transaction.atomic
def put_in_force() -> int:
    """Standards whose day of coming into force has come; how many were still called by an earlier stage."""
    due = Standard.objects.filter(in_force_on__lte=timezone.localdate()).exclude(stage=Stage.IN_FORCE)
    found = list(due.values_list("pk", flat=True))
    sync_stages(found)
    return Standard.objects.filter(pk__in=found, stage=Stage.IN_FORCE).count()


@transaction.atomic
def follow_drafters(standards: Iterable[int]) -> None:
    """Who leads, out of the drafters of these standards (keys)."""
    with connection.cursor() as cursor:
        cursor.execute(LEADS, {"standards": sorted(set(standards))})


def _keep(standard: Standard, drafters: list[StandardDrafter]) -> None:
    if [_said(row) for row in standard.drafters.all()] != [_said(row) for row in drafters]:
        standard.drafters.all().delete()
        for position, row in enumerate(drafters, 1):
            row.standard, row.position = standard, position
        StandardDrafter.objects.bulk_create(drafters)
    follow_drafters([standard.pk])
    sync_stages([standard.pk])
    standard.refresh_from_db()


def _said(row: StandardDrafter) -> tuple:
    return row.enterprise_id, row.organisation_name
