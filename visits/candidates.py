"""Whom a county may send: experts within their term, the fitting first, with the reasons for and against each."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date

from django.db.models import Avg, Count, OuterRef, QuerySet

from enterprises.models import Enterprise
from experts import matching
from experts.matching import Candidate, Need
from experts.models import Expert
from experts.rules import available, is_available

from .models import HelpVisit
from .states import VisitStatus

S = VisitStatus
AHEAD = (S.OFFERED, S.PLANNED, S.RECORDING)
# ``check(experts, enterprise) -> {expert's id: reasons}`` of rooms above: who is judging may not help meanwhile.
_checks: list[Callable[[list[Expert], Enterprise], dict[int, list[str]]]] = []


def register(check: Callable) -> None:
    """Called in ``AppConfig.ready()``; one query for any number of experts."""
    if check not in _checks:
        _checks.append(check)


def need_of(enterprise: Enterprise, dimension: str, industry: str = "") -> Need:
    """``dimension`` is the field asked for; without it any field serves. ``industry`` goes before the enterprise's."""
    codes = frozenset({industry}) if industry else matching.industries_of(enterprise)
    fields = (dimension,) if dimension else ()
    return Need(codes, fields, enterprise.county_id, enterprise.city_code)


def candidates(
    enterprise: Enterprise, need: Need, day: date | None = None, q: str = "", keep: Iterable[str] = (), visit=None
) -> list[Candidate]:
    """At most sixty: who knows the industry first, then the field, the place, the fewest visits ahead, the rating.

    ``keep`` are ids that must be among them; ``visit`` is the one for which others have declined already.
    """
    rows = matching.proposed(need, visits_ahead(), ratings())
    shown = matching.found(rows, available(), q, list(keep))
    reasons, busy = _reasons(shown, enterprise, visit), _busy_on(shown, day)
    return [Candidate(one, _grounds(one, need, busy.get(one.pk, 0)), reasons[one.pk]) for one in shown]


def visits_ahead() -> QuerySet:
    """How many visits an expert (``OuterRef("pk")``) still has to make or to write up."""
    return _of_expert(status__in=AHEAD).annotate(count=Count("pk")).values("count")


def ratings() -> QuerySet:
    """What enterprises said of the expert's visits, on average."""
    return _of_expert(helpvisit__rating__isnull=False).annotate(mean=Avg("helpvisit__rating")).values("mean")


def _of_expert(**narrowed) -> QuerySet:
    asked = {name if name.startswith("helpvisit") else f"helpvisit__{name}": value for name, value in narrowed.items()}
    links = HelpVisit.experts.through.objects.filter(expert=OuterRef("pk"), **asked)
    return links.order_by().values("expert")


def _grounds(expert: Expert, need: Need, busy: int) -> list[str]:
    told = [*matching.grounds(expert, need), f"在办帮扶 {expert.load} 次"]
    if busy:
        told.append(f"当日已有帮扶 {busy} 次")
    return told + ([f"企业评价平均 {expert.rating:.1f} 分"] if expert.rating else [])


def _reasons(experts: list[Expert], enterprise: Enterprise, visit) -> dict[int, list[str]]:
    found = {one.pk: _unfitness(one) for one in experts}
    for check in _checks:
        for pk, reasons in check(experts, enterprise).items():
            found[pk] += reasons
    for one in visit.declines.all() if visit else ():
        if one.expert_id in found:
            found[one.expert_id].append(f"已谢绝本次帮扶（{one.get_ground_display()}）：{one.reason}")
    return found


def _unfitness(expert: Expert) -> list[str]:
    told = [] if is_available(expert) else ["不在库或不在聘期内，不能派出。"]
    return told if expert.user_id else [*told, "尚未开通账号，不能在线接单。"]


def _busy_on(experts: list[Expert], day: date | None) -> dict[int, int]:
    """How many visits each has on ``day`` already."""
    if day is None:
        return {}
    links = HelpVisit.experts.through.objects.filter(
        expert__in=[one.pk for one in experts], helpvisit__planned_on=day, helpvisit__status__in=AHEAD
    )
    counts: dict[int, int] = defaultdict(int)
    for pk in links.values_list("expert", flat=True):
        counts[pk] += 1
    return counts
