"""Times every page of `script/bench lists` in a seeded database: ours, the lean page, the admin. Run by scaled.py.

Prints a JSON line a page and person.
"""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

SCRIPT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(SCRIPT), str(SCRIPT.parent)]

import django  # noqa: E402

django.setup()

from django.test import Client, override_settings  # noqa: E402

from benchmarks import asked, lean_lists  # noqa: E402
from benchmarks.blocks import touched  # noqa: E402
from benchmarks.timing import compare  # noqa: E402
from declarations.turns import awaiting  # noqa: E402
from desks import scopes  # noqa: E402
from pinzibiao.accounts.models import User  # noqa: E402
from tests.cast import signed_in  # noqa: E402

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "20"))


def main():
    operator = User.objects.filter(username="bench-admin").first()
    operator = signed_in(operator or User.objects.create_superuser("bench-admin", "运维员"))
    for who, (username, condition, parameter) in asked.PEOPLE.items():
        user = User.objects.get(username=username)
        client = signed_in(user)
        for name, page in _pages(user):
            lean = _lean(name, f"{condition} AND {page.where}", awaiting(user))
            ours, floor = _way(client, page.address), _way(client, lean)
            peer = page.peer is not None and _way(operator, _changelist(name, parameter, page.peer))
            line = compare(f"{name}: {page.name}", ours, floor, peer or None, rounds=ROUNDS)
            blocks = {"blocks": touched(client, page.address), "blocks_floor": touched(client, lean)}
            print(json.dumps({"who": who} | asdict(line) | blocks, ensure_ascii=False), flush=True)


def _pages(user):
    for page in asked.pages_of(scopes.enterprises(user)):
        yield "enterprises", page
    for name, address, where in asked.OTHERS:
        # The admin has no page of a year's list.
        yield name, asked.Asked("first", str(address), where, "" if name in lean_lists.CHANGELISTS else None)


def _lean(name: str, where: str, awaited: list[str]) -> str:
    """The lean page's address; ``awaited`` are the statuses of declarations that the person acts on."""
    words = ", ".join(f"'{status}'" for status in awaited)
    lean_lists.ASKED.append(lean_lists.STATEMENTS[name].format(where=where, awaited=words))
    return f"/bench/lean/{len(lean_lists.ASKED) - 1}/"


def _changelist(name: str, *parameters: str) -> str:
    return lean_lists.CHANGELISTS[name] + "?" + "&".join(filter(None, parameters))


def _way(client: Client, address: str):
    """A way to get one page; the first time it must answer 200."""
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"✗ {address} answered {answer.status_code}")
    return lambda: client.get(address)


if __name__ == "__main__":
    with override_settings(ROOT_URLCONF="benchmarks.lean_lists", ALLOWED_HOSTS=["testserver"]):
        main()
