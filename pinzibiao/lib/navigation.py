"""The menu on the left: rooms above register what a person finds there."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Link:
    """One line of the menu; ``count`` (of what awaits the person) shows as a number when it is not None."""

    label: str
    url: str
    icon: str = ""
    count: int | None = None


@dataclass(frozen=True)
class Section:
    """A heading with its links; without a title the links stand alone at the top."""

    title: str = ""
    links: list[Link] = field(default_factory=list)


_providers: list[Callable] = []


def register(provider: Callable) -> None:
    """``provider(request) -> [Section]``; called in ``AppConfig.ready()``; asked in the order of registration."""
    if provider not in _providers:
        _providers.append(provider)


def sections(request) -> list[Section]:
    """Every section for the person of ``request``."""
    return [section for provider in _providers for section in provider(request) if section.links]


def current_url(request, found: list[Section]) -> str:
    """The menu line in which the page of ``request`` lies: the longest address that begins the page's own."""
    urls = [link.url for section in found for link in section.links]
    fitting = [url for url in urls if request.path == url or (url != "/" and request.path.startswith(url))]
    return max(fitting, key=len, default="")
