"""What this room shows on an enterprise's page."""

from desks import scopes

from ..tables import ProjectTable


def of_enterprise(user, enterprise) -> dict | None:
    """The projects about this enterprise; the panel is left out where there are none."""
    rows = list(scopes.projects(user).filter(enterprise=enterprise).select_related("office", "lead_organisation")[:10])
    return {"table": ProjectTable(rows, exclude=("year", "ends_on"))} if rows else None
