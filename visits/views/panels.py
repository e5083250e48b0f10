"""What the visits show on the pages of other rooms, and who may read their photos."""

from django.db.models import Count, Q

from desks import scopes
from pinzibiao.accounts.models import Role
from pinzibiao.files.models import StoredFile

from ..models import RecordPaper, Signature, VisitPhoto
from ..rules import may_plan
from ..selectors import HANDED_IN
from ..states import VISIT_WORKFLOW, VisitStatus

SHOWN = 10


def of_enterprise(user, enterprise) -> dict:
    """The latest visits to ``enterprise`` that ``user`` may see."""
    rows = scopes.visits(user).filter(enterprise=enterprise).prefetch_related("experts").order_by("-planned_on", "-id")
    total = rows.count()
    may = may_plan(user) and user.region.pk == enterprise.county_id
    return {"visits": list(rows[:SHOWN]), "total": total, "shown": SHOWN, "enterprise": enterprise, "may_plan": may}


def of_expert(user, expert) -> dict:
    """How many visits ``expert`` made and has before them: the whole library is weighed by it."""
    counts = expert.visits.aggregate(
        open=Count("pk", filter=Q(status__in=VISIT_WORKFLOW.open_statuses) & ~Q(status=VisitStatus.CONFIRMED)),
        done=Count("pk", filter=Q(status__in=HANDED_IN)),
        confirmed=Count("pk", filter=Q(confirmed_on__isnull=False)),
        enterprises=Count("enterprise", filter=Q(confirmed_on__isnull=False), distinct=True),
    )
    latest = scopes.visits(user).filter(experts=expert).select_related("enterprise").order_by("-planned_on", "-id")
    return {"counts": counts, "visits": list(latest[:5]), "is_regulator": user.kind in Role.REGULATORS}


def signature_file(user, pk: int) -> StoredFile | None:
    row = Signature.objects.filter(visit__in=scopes.visits(user), pk=pk).select_related("file").first()
    return row and row.file


def paper_file(user, pk: int) -> StoredFile | None:
    row = RecordPaper.objects.filter(visit__in=scopes.visits(user), pk=pk).select_related("pdf").first()
    return row and row.pdf


def photo_file(user, pk: int) -> StoredFile | None:
    """A photo is seen by those who see its visit."""
    row = VisitPhoto.objects.filter(visit__in=scopes.visits(user), pk=pk).select_related("file").first()
    return row and row.file
