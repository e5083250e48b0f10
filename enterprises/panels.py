"""What other rooms show on an enterprise's page. They register from above, in ``AppConfig.ready()``."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class EnterprisePanel:
    """A block of the enterprise's page.

    ``context(user, enterprise) -> dict`` gives the template its variables, asked of the person's own scope;
    None leaves the panel out for this person. Lower ``position`` stands higher.
    """

    key: str
    title: str
    template: str
    context: Callable
    position: int = 100
    icon: str = ""


_panels: dict[str, EnterprisePanel] = {}


def register(key: str, title: str, template: str, context: Callable, position: int = 100, icon: str = "") -> None:
    """Show ``template`` under the heading ``title`` on every enterprise's page. The same key again replaces it."""
    _panels[key] = EnterprisePanel(key, title, template, context, position, icon)


def registered() -> list[EnterprisePanel]:
    """Every panel, in the order of the page."""
    return sorted(_panels.values(), key=lambda panel: (panel.position, panel.key))
