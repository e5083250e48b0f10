"""Pieces of pages are kept for a while, each for whoever may see it."""

import pytest

from pinzibiao.lib import pieces


@pytest.fixture(autouse=True)
def empty(monkeypatch, settings):
    monkeypatch.setattr(pieces, "_kept", {})
    settings.PIECES_SECONDS = 60


def test_a_piece_is_made_once_a_while(settings):
    made = iter(["first", "second"])
    assert [pieces.kept("menu", lambda: next(made)) for _ in range(2)] == ["first", "first"]
    settings.PIECES_SECONDS = 0
    assert pieces.kept("menu", lambda: next(made)) == "second"


def test_a_piece_that_is_not_worth_keeping_is_made_anew():
    made = iter([3, 4, 50, 60])
    assert [pieces.kept("count", lambda: next(made), unless=lambda found: found < 10) for _ in range(4)] == [
        3,
        4,
        50,
        50,
    ]


def test_other_keys_are_other_pieces():
    assert [pieces.kept(("menu", who), lambda who=who: f"for {who}") for who in (1, 2, 1)] == [
        "for 1",
        "for 2",
        "for 1",
    ]


def test_so_many_are_kept_and_no_more(monkeypatch):
    monkeypatch.setattr(pieces, "MOST", 3)
    for number in range(10):
        pieces.kept(number, lambda: "piece")
    assert len(pieces._kept) <= 3


@pytest.mark.django_db
def test_what_one_person_filtered_by_is_not_drawn_for_another(sign_in, county_officer, xianju_officer):
    pages = [sign_in(who).get("/enterprises/").content.decode() for who in (county_officer, xianju_officer) * 2]
    assert ["临平区</option>" in page for page in pages] == [True, False, True, False]
    assert ["仙居县</option>" in page for page in pages] == [False, True, False, True]
