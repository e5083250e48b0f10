"""Rows of short tables given to a page's rows: as joined ones, and asked for once."""

import pytest

from enterprises.models import Enterprise
from pinzibiao.lib import pieces
from pinzibiao.lib.reference import fill, kept_rows
from pinzibiao.regions.models import Region
from tests.cast import LINPING, XIANJU
from tests.factories import enterprises as make


@pytest.fixture(autouse=True)
def empty(monkeypatch, settings):
    monkeypatch.setattr(pieces, "_kept", {})
    settings.PIECES_SECONDS = 60


def test_every_row_has_what_a_join_would_give(stage, django_assert_num_queries):
    for county in (LINPING, XIANJU, LINPING):
        make.EnterpriseFactory(county_id=county)
    joined = [
        (one.county, one.industry) for one in Enterprise.objects.order_by("pk").select_related("county", "industry")
    ]
    rows = list(Enterprise.objects.order_by("pk"))
    with django_assert_num_queries(2):
        fill(rows, ("county", "industry"))
        assert [(one.county, one.industry) for one in rows] == joined
    again = list(Enterprise.objects.order_by("pk"))
    with django_assert_num_queries(0):
        fill(again, ("county", "industry"))
        assert [one.county.name for one in again] == [county.name for county, _ in joined]


def test_of_no_rows_nothing_is_asked(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        fill([], ("county",))


def test_an_unknown_key_is_not_among_them(stage):
    assert sorted(kept_rows(Region, {LINPING, "339999"})) == [LINPING]
