"""Self-checks as they were told: on the case's page, for the offices and the enterprise."""

from desks import scopes
from pinzibiao.files.models import StoredFile
from pinzibiao.lib.pages import Panel

from ..models import SelfCheckFile
from .access import is_enterprise, is_regulator


def may_read(user) -> bool:
    return is_enterprise(user) or is_regulator(user)


def self_check_panel(page) -> Panel | None:
    if getattr(page.object, "authorisation", None) is None or not may_read(page.request.user):
        return None
    rows = page.object.self_checks.select_related("filled_by").prefetch_related("answers", "files__file")
    found = list(rows)
    if not found:
        return None
    context = {"records": found}
    return Panel(
        "年度自查", "declarations/_self_checks.html", context=context, icon="clipboard-check", anchor="self-checks"
    )


def self_check_file(user, pk: int) -> StoredFile | None:
    """A paper of a self-check is seen by those who read it."""
    if not may_read(user):
        return None
    rows = SelfCheckFile.objects.filter(record__declaration__in=scopes.declarations(user), pk=pk)
    row = rows.select_related("file").first()
    return row and row.file
