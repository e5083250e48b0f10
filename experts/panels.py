"""What other rooms show on an expert's page, such as the workload. They register from above, in ``ready()``."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class ExpertPanel:
    """``context(user, expert) -> dict`` gives the template its variables; None leaves the panel out."""

    key: str
    title: str
    template: str
    context: Callable
    position: int = 100


_panels: dict[str, ExpertPanel] = {}


def register(key: str, title: str, template: str, context: Callable, position: int = 100) -> None:
    """Show ``template`` under ``title`` on every expert's page. The same key again replaces it."""
    _panels[key] = ExpertPanel(key, title, template, context, position)


def registered() -> list[ExpertPanel]:
    """Every panel, in the order of the page."""
    return sorted(_panels.values(), key=lambda panel: (panel.position, panel.key))
