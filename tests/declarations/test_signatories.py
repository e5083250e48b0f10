"""Who signed stays on the case when somebody else signs for the enterprise."""

import pytest

from declarations.signatories import signed_words
from declarations.states import DeclarationStatus as S
from enterprises.actions import change_signatory
from tests.declarations.test_views import page, text
from tests.factories.declarations import DraftFactory, declaration_at
from tests.factories.enterprises import ProductFactory

pytestmark = pytest.mark.django_db


def test_who_signed_and_who_signs_now(enterprise, people, sign_in):
    case = declaration_at(S.SUBMITTED, product=ProductFactory(enterprise=enterprise), people=people)
    signed = signed_words(case)
    assert (signed.startswith("企业签署（"), "现任" in signed) == (True, False)
    leaving, to = people.signatory.membership, people.clerk.membership
    change_signatory(enterprise, leaving=leaving, to=to, reason="调岗", by=people.signatory)
    assert signed_words(case) == f"{signed}，现任签署人：企业经办"
    assert f"{signed}，现任签署人：企业经办" in text(page(sign_in(people.county), "detail", case.pk))


def test_nobody_has_signed_a_draft(enterprise, people):
    assert signed_words(DraftFactory(product=ProductFactory(enterprise=enterprise), prepared_by=people.clerk)) == ""
