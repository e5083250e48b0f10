"""What an expert takes along: every open visit with the enterprise's file and what earlier visits left open.

A fixed number of questions to the database, however many visits there are.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from cultivation.states import PROBLEM_WORKFLOW

from .models import HelpVisit
from .selectors import HANDED_IN
from .sheet import fingerprint, sheet_of
from .states import VisitStatus

TAKEN_ALONG = (VisitStatus.PLANNED, VisitStatus.RECORDING, VisitStatus.TO_CONFIRM)
MOST_VISITS = 100
Found = HelpVisit.problems.through


def taken_along(visits: QuerySet[HelpVisit]) -> list[dict]:
    """The open ones of ``visits``, next first, each as plain data."""
    rows = visits.filter(status__in=TAKEN_ALONG).select_related("enterprise__industry", "county")
    rows = rows.prefetch_related(
        "experts",
        "diagnoses",
        "noted_problems",
        "photos",
        "enterprise__contacts",
        "enterprise__products",
        "enterprise__system_certificates",
        "enterprise__quality_officers",
        "enterprise__awards",
        "enterprise__year_figures",
    )
    found = list(rows.order_by("planned_on", "pk")[:MOST_VISITS])
    earlier, last = _earlier(found), _last(found)
    return [_visit(one, earlier[one.pk], last.get(one.pk)) for one in found]


def _visit(visit: HelpVisit, earlier: list[dict], last: dict | None) -> dict:
    sheet = sheet_of(visit)
    return {
        "pk": visit.pk,
        "number": visit.number,
        "status": visit.status,
        "status_label": visit.get_status_display(),
        "planned_on": visit.planned_on.isoformat(),
        "purpose": visit.purpose,
        "place": f"{visit.county} {visit.place}".strip(),
        "experts": visit.expert_names,
        "enterprise": _file_of(visit.enterprise),
        "earlier": earlier,
        "last": last,
        "sheet": sheet,
        "version": fingerprint(sheet),
        "photos": [{"id": str(one.client_id), "sha256": one.sent_sha256} for one in visit.photos.all()],
    }


def _file_of(enterprise) -> dict:
    """The enterprise's file as lines of label and words; what is not known is left out."""
    figure = next(iter(enterprise.year_figures.all()), None)
    lines = [
        ("统一社会信用代码", enterprise.uscc),
        ("行业", str(enterprise.industry)),
        ("规模", enterprise.get_scale_display()),
        ("主导产品", enterprise.main_product),
        ("生产地址", enterprise.plant_address),
        ("注册地址", enterprise.registered_address),
        ("法定代表人", enterprise.legal_representative),
        ("联系人", _listed(f"{one.name} {one.post} {one.mobile}" for one in enterprise.contacts.all())),
        ("产品", _listed(one.name for one in enterprise.products.all())),
        ("体系认证", _listed(str(one) for one in enterprise.system_certificates.all())),
        ("首席质量官", _listed(str(one) for one in enterprise.quality_officers.all())),
        ("质量奖", _listed(str(one) for one in enterprise.awards.all())),
        ("营业收入", f"{figure.year} 年 {figure.revenue_wan} 万元" if figure else ""),
    ]
    return {"name": enterprise.name, "lines": [line for line in lines if line[1]]}


def _listed(words: Iterable[str]) -> str:
    return "、".join(" ".join(one.split()) for one in words)


def _earlier(visits: list[HelpVisit]) -> dict[int, list[dict]]:
    """By visit: what earlier visits to the same enterprise found and nobody has closed."""
    rows = Found.objects.filter(
        Q(helpvisit__status__in=HANDED_IN) & Q(problem__status__in=PROBLEM_WORKFLOW.open_statuses),
        helpvisit__enterprise__in={one.enterprise_id for one in visits},
    ).select_related("helpvisit", "problem")
    rows = list(rows.order_by("problem__due_on", "problem"))
    return {one.pk: _problems([row for row in rows if _is_before(row.helpvisit, one)]) for one in visits}


def _problems(rows: list) -> list[dict]:
    found = {row.problem_id: row.problem for row in rows}
    return [
        {
            "number": one.number,
            "title": one.title,
            "advice": one.advice,
            "due_on": one.due_on.isoformat() if one.due_on else "",
            "is_overdue": bool(one.due_on and one.due_on < timezone.localdate()),
            "status": one.get_status_display(),
        }
        for one in found.values()
    ]


def _last(visits: list[HelpVisit]) -> dict[int, dict]:
    """By visit: the one before it that was written up."""
    rows = HelpVisit.objects.filter(enterprise__in={one.enterprise_id for one in visits}, status__in=HANDED_IN).only(
        "enterprise", "planned_on", "conclusion"
    )
    written = list(rows.order_by("planned_on", "pk"))
    found = {one.pk: [row for row in written if _is_before(row, one)] for one in visits}
    return {
        pk: {"planned_on": before[-1].planned_on.isoformat(), "conclusion": before[-1].conclusion}
        for pk, before in found.items()
        if before
    }


def _is_before(row: HelpVisit, visit: HelpVisit) -> bool:
    is_earlier = (row.planned_on, row.pk) < (visit.planned_on, visit.pk)
    return row.enterprise_id == visit.enterprise_id and is_earlier
