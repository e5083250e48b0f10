"""The national classification: complete, a tree, and loaded once."""

import io
from collections import Counter

from django.core.management import call_command

from enterprises.loading import read_industries
from enterprises.models import Industry


def test_the_file_holds_every_level():
    assert Counter(row["level"] for row in read_industries()) == {1: 20, 2: 97, 3: 473, 4: 1382}


def test_every_class_stands_below_its_own(db):
    for code, parent, level in Industry.objects.values_list("code", "parent_id", "level"):
        assert (parent is None) == (level == 1)
        assert len(code) == level + (level > 1)
        assert parent is None or code.startswith(parent)


def test_loading_again_changes_nothing(db):
    before = list(Industry.objects.values_list())
    said = io.StringIO()
    call_command("load_industries", stdout=said)
    assert said.getvalue() == "1972 industries\n"
    assert list(Industry.objects.values_list()) == before


def test_the_programmes_industries_are_there(db):
    assert {"C13", "C14", "C15", "C27", "C358"} <= set(Industry.objects.values_list("code", flat=True))
