"""Runs the matrix: every address of the portal, asked by every person of the cast and by nobody in particular.

No page may ask the database more than thirty times, whoever opens it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver, reverse

from pinzibiao.lib import throttle
from tests.cast import signed_in

HERE = Path(__file__).parent
MACHINERY = {"__init__", "people", "matrix"}
ROOMS = sorted(path.stem for path in HERE.glob("*.py") if path.stem not in MACHINERY)
ANYBODY = "anonymous"
MOST_QUERIES, SAVEPOINT = 30, 2


def room(name: str) -> ModuleType:
    return import_module(f"tests.permissions.{name}")


def rules() -> dict[str, dict]:
    """Every entry of every room."""
    return {key: entry for name in ROOMS for key, entry in room(name).RULES.items()}


def named_addresses(resolver=None, prefix: str = "") -> Iterator[str]:
    """The name of every address in the URLconf, as ``reverse`` takes it; an address without one gives its route."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield prefix + (pattern.name or f"?{pattern.pattern}")
        else:
            yield from named_addresses(pattern, prefix + (f"{pattern.namespace}:" if pattern.namespace else ""))


@dataclass
class Asked:
    """One address with its entry."""

    key: str
    entry: dict
    kwargs: dict[str, Any]
    query: Any

    def url(self, person) -> str:
        return reverse(self.key.partition("#")[0], kwargs=self.kwargs, query=self.query(self.key, person))

    def expected(self, who: str) -> str:
        if who == ANYBODY:
            return "in" if self.entry["public"] else "sign in"
        if who in self.entry["roles"]:
            return "in"
        return "403" if who in self.entry["forbidden"] else str(self.entry["other"])

    def answers(self, who: str, person, client: Client) -> Iterator[tuple[str, str, str]]:
        """``(method, expected, found)``: as the address is meant to be asked, and for the refused by POST too."""
        expected = self.expected(who)
        with CaptureQueriesContext(connection) as asked:
            found = ask(client, self.entry["method"], self.url(person))
        # The savepoint around the request is the test's own.
        queries = len(asked) - SAVEPOINT
        yield self.entry["method"], expected, f"{queries} queries" if queries > MOST_QUERIES else found
        if expected != "in" and self.entry["method"] == "GET":
            found = ask(client, "POST", self.url(person))
            yield "POST", expected, expected if found == "405" else found


def asked_of(name: str, cast) -> list[Asked]:
    """Everything to be asked of one room, with its rows made."""
    module = room(name)
    known = module.addresses(cast) if hasattr(module, "addresses") else {}
    query = getattr(module, "query", lambda key, person: {})
    return [Asked(key, entry, known.get(key, {}), query) for key, entry in module.RULES.items()]


def ask(client: Client, method: str, url: str) -> str:
    """What the portal answers, in one word; whatever was written is taken back."""
    # All of them ask from one address, faster than any person.
    throttle.PAGES.forget()
    with transaction.atomic():
        response = client.generic(method, url)
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    return word_for(response)


def word_for(response) -> str:
    """``in`` is a page, a step to the next one or a form that asks for more; a refusal is its number."""
    if response.status_code == 302 and response.url.startswith("/accounts/login/"):
        return "sign in"
    return "in" if response.status_code in {200, 201, 302, 422} else str(response.status_code)


def walk(name: str, cast) -> dict[str, dict[str, str]]:
    """``{address: {who and how: what was wrong}}`` of one room; empty when every answer is as its entry says."""
    clients = {who: (person, signed_in(person)) for who, person in cast.people.items()}
    clients[ANYBODY] = (None, Client())
    wrong: dict[str, dict[str, str]] = {}
    for asked in asked_of(name, cast):
        for who, (person, client) in clients.items():
            for method, expected, found in asked.answers(who, person, client):
                if found != expected:
                    wrong.setdefault(asked.key, {})[f"{method} {who}"] = f"{found}, not {expected}"
    return wrong
