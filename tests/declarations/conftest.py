"""The people of one enterprise's declarations, and those who must stay outside."""

import pytest

from tests.factories.declarations import People


@pytest.fixture
def people(enterprise) -> People:
    """Everybody who acts on the declarations of 临平's enterprise."""
    return People.of(enterprise)
