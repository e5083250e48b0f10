"""Every address × every person: who is let in, who is refused, for whom it does not exist. Source: DOMAIN.md 10."""

from types import SimpleNamespace

import pytest

from tests.cast import NAMES
from tests.permissions import matrix


@pytest.fixture
def cast(everyone, enterprise, other_enterprise, lead_organisation) -> SimpleNamespace:
    """The people by name, and what they belong to."""
    return SimpleNamespace(
        people=everyone,
        enterprise=enterprise,
        other_enterprise=other_enterprise,
        lead_organisation=lead_organisation,
        **everyone,
    )


def test_every_address_has_its_entry():
    listed = {key.partition("#")[0] for key in matrix.rules()}
    assert listed == set(matrix.named_addresses())


@pytest.mark.parametrize("key", sorted(matrix.rules()))
def test_an_entry_names_people_of_the_cast(key):
    entry = matrix.rules()[key]
    assert {*entry["roles"], *entry["forbidden"]} <= set(NAMES)
    assert not set(entry["roles"]) & set(entry["forbidden"])


@pytest.mark.parametrize("name", matrix.ROOMS)
def test_who_is_let_in(name, cast):
    assert matrix.walk(name, cast) == {}
