"""Every page of the matrix, seen by each kind of person, is valid HTML by the Nu checker (vnu-jar, which needs Java)."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import Client

from tests.architecture.house import ROOT
from tests.cast import signed_in
from tests.permissions import matrix

VNU = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# One person of each kind: colleagues see the same pages.
KINDS = ("county_officer", "province_handler", "clerk", "expert_user", "administrator")


@pytest.fixture
def cast(everyone, enterprise, other_enterprise, lead_organisation) -> SimpleNamespace:
    return SimpleNamespace(
        people=everyone,
        enterprise=enterprise,
        other_enterprise=other_enterprise,
        lead_organisation=lead_organisation,
        **everyone,
    )


def pages_of(room: str, cast) -> Iterator[tuple[str, bytes]]:
    """``(address and who, HTML)`` of every whole page of one room."""
    people = {who: cast.people[who] for who in KINDS if who in cast.people}
    clients = {who: (person, signed_in(person)) for who, person in people.items()} | {matrix.ANYBODY: (None, Client())}
    for asked in matrix.asked_of(room, cast):
        for who, (person, client) in clients.items():
            if asked.entry["method"] != "GET" or asked.expected(who) != "in":
                continue
            answer = client.get(asked.url(person))
            if answer.streaming:
                b"".join(answer.streaming_content)
            elif answer.content[:200].lower().lstrip().startswith(b"<!doctype html"):
                yield f"{asked.key} {who}", answer.content


def checked(folder: Path) -> list[dict]:
    command = ["java", "-Xss1m", "-jar", VNU, "--errors-only", "--format", "json", "--exit-zero-always", folder]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stderr)["messages"]


@pytest.mark.django_db
@pytest.mark.skipif(not shutil.which("java"), reason="the Nu HTML checker needs Java")
def test_every_page_is_valid_html(cast, tmp_path):
    names = {}
    for room in matrix.ROOMS:
        with transaction.atomic():
            for name, content in pages_of(room, cast):
                path = tmp_path / f"{len(names)}.html"
                path.write_bytes(content)
                names[path.name] = name
            transaction.set_rollback(True)
    faults = {(names[Path(one["url"]).name], one["message"], one.get("extract", "")) for one in checked(tmp_path)}
    assert len(names) > 100
    assert sorted(faults) == []
