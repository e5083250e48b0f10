"""Rows for the generic pages."""

import pytest

from enterprises.models import Enterprise
from pinzibiao.lib import navigation, status
from tests.cast import LINPING, any_industry, uscc


@pytest.fixture
def make_enterprises(stage):
    """``make_enterprises(3)`` in 临平: 企业0, 企业1, 企业2."""

    def make(count, county=LINPING, start=0, **fields):
        return [
            Enterprise.objects.create(
                uscc=uscc(start + n + 500), name=f"企业{start + n}", county_id=county, industry=any_industry(), **fields
            )
            for n in range(count)
        ]

    return make


@pytest.fixture(autouse=True)
def bare_frame(monkeypatch):
    """The frame without the rooms above: their menu and their tones have tests of their own."""
    monkeypatch.setattr(navigation, "_providers", [])
    monkeypatch.setattr(status, "_providers", [])
