"""Anything typed into any form: a page or a Chinese sentence, never a fault, and what was typed is still there."""

import html
import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.utils import timezone

from tests.cast import signed_in
from tests.permissions import matrix
from tests.resilience.typing import Reader

SCRIPT = '<script>alert("品字标")</script>'
LONG = "质" * 10_000
POISONS = {
    "script": SCRIPT,
    "emoji": "设备😀🏭",
    "rare": "㐀𠮷喆堃",
    "long": LONG,
    "blank": "   ",
    "control": "甲\x00乙\u202e",
}
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture
def cast(everyone, enterprise, other_enterprise, lead_organisation) -> SimpleNamespace:
    owned = {"enterprise": enterprise, "other_enterprise": other_enterprise, "lead_organisation": lead_organisation}
    return SimpleNamespace(people=everyone, **owned, **everyone)


@pytest.mark.parametrize("name", matrix.ROOMS)
def test_every_form_takes_it_or_says_why(name, cast):
    found = {}
    for asked in matrix.asked_of(name, cast):
        if asked.entry["method"] == "GET" and asked.entry["roles"]:
            person = cast.people[asked.entry["roles"][0]]
            found |= faults_of(signed_in(person), asked.url(person), asked.key)
    assert found == {}


def faults_of(client, url: str, key: str) -> dict[tuple[str, str], list[str]]:
    """``{(address, what was typed): what was wrong with the answer}``."""
    sheet = Reader.of(page_of(client.get(url)))
    if sheet is None or not (sheet.typed or sheet.dates):
        return {}
    future = (timezone.localdate() + timedelta(days=4000)).isoformat()
    found = {}
    for poison, text in POISONS.items():
        with transaction.atomic():
            response = client.post(url, sheet.filled(text, future))
            transaction.set_rollback(True)
        if wrong := faults(response, sheet, text):
            found[key, poison] = wrong
    return found


def faults(response, sheet, text: str) -> list[str]:
    # Sent on, or told that these were too many tries.
    if response.status_code in {302, 429}:
        return []
    if response.status_code not in {200, 409, 422}:
        return [f"status {response.status_code}"]
    page = page_of(response)
    wrong = ["the script stands in the page as it was typed"] if SCRIPT in page else []
    form = response.context and response.context.get("form")
    errors = [sentence for _, _, sentence in form.error_list()] if hasattr(form, "error_list") else []
    wrong += [f"not Chinese: {sentence}" for sentence in errors if not CHINESE.search(sentence)]
    if response.status_code != 200:
        shown = html.unescape(page)
        if sheet.typed and text.strip() and "\x00" not in text and text not in shown:
            wrong.append("what was typed is gone")
        if response.status_code == 422 and not errors:
            wrong.append("no sentence says what to do")
    return wrong


def page_of(response) -> str:
    if response.streaming:
        b"".join(response.streaming_content)
        return ""
    return response.content.decode() if response.headers.get("Content-Type", "").startswith("text/") else ""
