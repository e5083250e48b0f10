"""The users' manual names only what the pages show, and leaves no status out."""

import re

from pinzibiao.casework.procedure import PROCEDURES
from pinzibiao.casework.workflow import Desk

from .house import ROOT, python_files, templates

MANUAL = sorted((ROOT / "docs" / "manual").glob("*.md"))


def _text_of(paths) -> str:
    return "\n".join(path.read_text("utf-8") for path in paths)


def test_every_quoted_name_stands_in_the_interface():
    shown = _text_of([*python_files(), *templates()])
    quoted = set(re.findall(r"「([^」]+)」", _text_of(MANUAL)))
    assert len(quoted) > 100
    assert sorted(name for name in quoted if name not in shown) == []


def test_every_status_is_explained():
    manual = _text_of(MANUAL)
    told = PROCEDURES.keys() - {"enterprises.accountrequest"}
    labels = {label for name in told for _, label in PROCEDURES[name].workflow.statuses.choices}
    assert sorted(label for label in labels if f"「{label}」" not in manual) == []


def test_every_act_of_a_person_is_named():
    manual = _text_of(MANUAL)
    moves = [move for procedure in PROCEDURES.values() for move in procedure.workflow.moves]
    acts = {move.label for move in moves if move.desk != Desk.SYSTEM}
    assert sorted(label for label in acts if f"「{label}」" not in manual) == []


def test_every_link_leads_to_a_page():
    for page in MANUAL:
        for target in re.findall(r"\]\(([^)]+)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
