"""Buttons that a room above or beside offers on the lists of others: the Excel door's 导入 on every register."""

from collections.abc import Callable

from .base import Button

_providers: list[Callable] = []


def register(provider: Callable) -> None:
    """``provider(url name, user) -> [Button]``; called in ``AppConfig.ready()``; it must not ask the database."""
    if provider not in _providers:
        _providers.append(provider)


def offered(request) -> list[Button]:
    """Every button offered on the list that answers ``request``; the public pages offer nothing."""
    if not request.user.is_authenticated:
        return []
    name = request.resolver_match.view_name
    return [button for provider in _providers for button in provider(name, request.user)]
