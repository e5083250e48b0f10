"""An objection is found again by its number and its contact, by nobody else."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from declarations import actions
from declarations.models import Objection
from declarations.objections import receipt_of
from declarations.states import DeclarationStatus as S
from pinzibiao.casework.refusals import NotReady
from tests.factories.declarations import declaration_at, step
from tests.factories.enterprises import ProductFactory

pytestmark = pytest.mark.django_db
SECRETS = ("周异议", "13700000000", "市经办", "材质不符")


@pytest.fixture
def disputed(enterprise, people):
    return declaration_at(S.OBJECTION, product=ProductFactory(enterprise=enterprise, name="缝合线乙"), people=people)


def asked(**fields):
    return Client().post(reverse("public:objection_lookup"), {"contact": "13700000000"} | fields)


def text(response) -> str:
    return re.sub(r"<[^>]+>", " ", response.content.decode())


@pytest.mark.parametrize(("act", "state"), [("dismiss_objection", "异议不成立"), ("uphold_objection", "异议成立")])
def test_the_person_reads_state_and_answer_and_no_name(act, state, disputed, people):
    receipt = receipt_of(Objection.objects.get())
    before = text(asked(receipt=receipt))
    step(disputed, act, people)
    after = asked(receipt=receipt.upper(), contact=" 13700000000 ")
    assert ("正在核查" in before, "缝合线乙" in before, state in before) == (True, True, False)
    assert (state in text(after), "情况属实，同意。" in text(after)) == (True, True)
    assert [secret for secret in SECRETS if secret in after.content.decode()] == []


def test_a_wrong_number_and_a_wrong_contact_read_the_same(disputed):
    row = Objection.objects.get()
    receipt = receipt_of(row)
    wrong = [
        {"receipt": receipt[:-1] + ("0" if receipt[-1] != "0" else "1")},
        {"receipt": f"YY-{row.notice_id}-{row.pk}"},
        {"receipt": receipt, "contact": "13700000001"},
        {"receipt": "YY-1-999999999-0000000000"},
    ]
    answers = [asked(**fields) for fields in wrong]
    assert [one.status_code for one in answers] == [422] * 4
    assert ["没有找到这件异议" in text(one) for one in answers] == [True] * 4
    assert ["缝合线乙" in text(one) for one in answers] == [False] * 4


def test_an_answer_holds_no_telephone(disputed, people):
    answers = {Objection.objects.get().pk: "请联系 13811112222。"}
    with pytest.raises(NotReady):
        actions.take(disputed, "dismiss_objection", by=people.city, comment="核查完毕。", data={"answers": answers})
    assert Objection.objects.get().answered_at is None
