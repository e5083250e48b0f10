"""For whom a person works, told by the rooms above: an enterprise, an organisation, the expert library."""

from collections.abc import Callable

_providers: list[Callable] = []


def register(provider: Callable) -> None:
    """``provider(user) -> [(label, value)]``; called in ``AppConfig.ready()`` of the room that holds the tie."""
    if provider not in _providers:
        _providers.append(provider)


def ties_of(user) -> list[tuple[str, str]]:
    """Facts such as ``("企业", "某某有限公司（经办人）")``."""
    return [fact for provider in _providers for fact in provider(user)]
