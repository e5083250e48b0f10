import pytest

from declarations.states import DeclarationStatus as S
from tests.factories.declarations import declaration_at


@pytest.mark.parametrize("status", list(S))
@pytest.mark.django_db
def test_walk(status):
    assert declaration_at(status).status == status
