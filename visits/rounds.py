"""A round of visits (巡诊): the same experts to many enterprises, so many a working day."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid5

from django.db import transaction

from enterprises.models import Enterprise
from pinzibiao.casework.calendar import add_working_days, is_working_day

from .models import HelpVisit
from .planning import plan


@transaction.atomic
def plan_round(
    enterprises: Iterable[Enterprise], experts: list, *, by, client_id: UUID, first_on: date, per_day: int, **fields
) -> list[HelpVisit]:
    """One visit for each enterprise, from the first working day on. The form sent twice gives the same visits."""
    day = first_on if is_working_day(first_on) else add_working_days(first_on, 1)
    made = []
    for number, enterprise in enumerate(enterprises):
        if number and number % per_day == 0:
            day = add_working_days(day, 1)
        own = {"client_id": uuid5(client_id, str(enterprise.pk)), "planned_on": day, "mode": HelpVisit.Mode.ROUND}
        made.append(plan(HelpVisit(enterprise=enterprise, **own, **fields), experts, by=by))
    return made
