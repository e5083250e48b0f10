"""The button by which a register's own list leads to its import."""

from django.urls import reverse

from pinzibiao.lib.pages import Button

from .kinds import kinds_for


def buttons_for(list_url: str, user) -> list[Button]:
    """One button for each kind of this list that the person may import."""
    found = [kind for kind in kinds_for(user) if kind.list_url == list_url]
    return [
        Button(
            f"导入{kind.label}" if len(found) > 1 else "导入",
            reverse("exchange:import_new", args=[kind.key]),
            icon="upload",
            style="outline-primary",
        )
        for kind in found
    ]
