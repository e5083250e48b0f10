"""A standard plan's way through its stages."""

from django.db import transaction

from enterprises.models import Standard

from ..models import PlanStage, StandardPlan


@transaction.atomic
def set_stages(plan: StandardPlan, days: dict[str, dict]) -> StandardPlan:
    """Write down the days of every stage; the plan stands where the last one reached has taken it."""
    for stage, told in days.items():
        if any(told.values()) or plan.stages.filter(stage=stage).exists():
            PlanStage.objects.update_or_create(plan=plan, stage=stage, defaults=told)
    reached = [stage.value for stage in Standard.Stage if days.get(stage.value, {}).get("reached_on")]
    if reached:
        plan.stage = reached[-1]
        plan.published_on = days[Standard.Stage.PUBLISHED]["reached_on"] or plan.published_on
        plan.save()
    return plan
