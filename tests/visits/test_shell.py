"""The page that a phone keeps: the same for everybody, with everything it needs, and nothing of anybody."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from visits.views.shell import ICONS, SCRIPTS, STYLES

SHELL, WORKER, MANIFEST = (reverse(f"visits:{name}") for name in ("field", "field_worker", "field_manifest"))


def test_the_page_holds_nothing_of_anybody(expert_user, second_expert_user, sign_in):
    pages = [sign_in(one).get(SHELL).content.decode() for one in (expert_user, second_expert_user)]
    assert pages[0] == pages[1]
    assert expert_user.name not in pages[0] and "csrf" not in pages[0]


def test_the_worker_keeps_the_page_and_every_file_that_it_loads(expert_user, sign_in):
    client = sign_in(expert_user)
    page, worker = client.get(SHELL).content.decode(), client.get(WORKER)
    kept = set(re.findall(r'"(/[^"]+)"', worker.content.decode().replace("\\u002D", "-")))
    loaded = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page))
    assert kept == loaded | {SHELL, "/static/img/field-512.png"}
    assert worker["Content-Type"] == "text/javascript"


@pytest.mark.parametrize("path", [*STYLES, *SCRIPTS, *ICONS])
def test_each_file_is_there(path):
    assert finders.find(path)


def test_the_worker_changes_when_the_page_does(expert_user, sign_in, monkeypatch):
    from visits.views import shell

    client = sign_in(expert_user)
    before = client.get(WORKER).content
    assert client.get(WORKER).content == before
    monkeypatch.setattr(shell, "MOST_PHOTOS", 11)
    assert client.get(WORKER).content != before


def test_the_page_can_be_installed(expert_user, sign_in):
    told = sign_in(expert_user).get(MANIFEST).json()
    assert (told["start_url"], told["scope"], told["display"]) == (SHELL, SHELL, "standalone")
    assert [icon["sizes"] for icon in told["icons"]] == ["192x192", "512x512"]
