"""Who signs is changed by the signatory, or by the county where nobody can; a clerk only asks."""

import pytest
from django.urls import reverse

from enterprises import actions
from enterprises.models import AccountRequest, Member
from pinzibiao.casework.actions import events_of
from pinzibiao.casework.refusals import Refused
from tests.cast import member
from tests.declarations.test_views import text

pytestmark = pytest.mark.django_db


def kinds(*people) -> list[str]:
    return [Member.objects.get(user=one).kind for one in people]


def address_of(enterprise) -> str:
    return reverse("enterprises:signatory_change", args=[enterprise.pk])


def test_the_signatory_hands_over_and_the_history_tells(enterprise, clerk, signatory, sign_in):
    sent = {"to": clerk.membership.pk, "reason": "原签署人调岗"}
    client = sign_in(signatory)
    assert client.post(address_of(enterprise), sent).status_code == 302
    assert kinds(clerk, signatory) == ["signatory", "clerk"]
    event = events_of(enterprise).get(action="change_signatory")
    names = {"from": signatory.name, "to": clerk.name, "reason": "原签署人调岗"}
    assert (event.data, event.by_name, event.desk) == (names, signatory.name, "enterprise")
    body = text(client.get(enterprise.get_absolute_url()))
    assert ("签署人沿革" in body, "原签署人调岗" in body) == (True, True)
    # Who is a clerk by now hands over nothing.
    assert "提请属地办理" in text(client.get(address_of(enterprise)))


def test_a_clerk_cannot_make_themselves_signatory(enterprise, clerk, signatory, sign_in):
    for leaving in (signatory.membership, None):
        with pytest.raises(Refused, match="由现任签署人本人移交"):
            actions.change_signatory(enterprise, leaving=leaving, to=clerk.membership, reason="x", by=clerk)
    sent = {"to": clerk.membership.pk, "leaving": signatory.membership.pk, "reason": "x"}
    assert sign_in(clerk).post(address_of(enterprise), sent).status_code == 422
    assert kinds(clerk, signatory) == ["clerk", "signatory"]


def test_a_clerk_asks_the_county_once(enterprise, clerk, signatory, sign_in, county_officer):
    sent = {"name": "李新签", "mobile": "13900000009"}
    client = sign_in(clerk)
    assert [client.post(address_of(enterprise), sent).status_code for _ in range(2)] == [302, 302]
    asked = AccountRequest.objects.get()
    assert (asked.enterprise, asked.county, asked.applicant_kind) == (enterprise, enterprise.county, "signatory")
    assert "李新签" in text(sign_in(county_officer).get("/"))
    assert kinds(clerk, signatory) == ["clerk", "signatory"]


def test_the_county_steps_in_when_the_signatory_has_left(enterprise, clerk, signatory, county_officer, sign_in):
    second = member("qy-second", "另一经办", enterprise, "clerk")
    sent = {"leaving": signatory.membership.pk, "to": second.membership.pk, "reason": "离职"}
    assert sign_in(county_officer).post(address_of(enterprise), sent).status_code == 302
    assert kinds(clerk, signatory, second) == ["clerk", "clerk", "signatory"]
    assert events_of(enterprise).get(action="change_signatory").desk == "county"


def test_nobody_of_another_enterprise_or_county_changes_it(enterprise, clerk, signatory, other_clerk, xianju_officer):
    refused = (
        {"leaving": signatory.membership, "to": clerk.membership, "by": xianju_officer},
        {"leaving": signatory.membership, "to": other_clerk.membership, "by": signatory},
        {"leaving": None, "to": clerk.membership, "by": other_clerk},
    )
    for said in refused:
        with pytest.raises(Refused):
            actions.change_signatory(enterprise, reason="x", **said)
    assert kinds(clerk, signatory, other_clerk) == ["clerk", "signatory", "clerk"]


def test_a_closed_account_takes_nothing_over(enterprise, clerk, signatory):
    actions.close_member(clerk.membership, by=signatory)
    with pytest.raises(Refused, match="在用的经办人"):
        actions.change_signatory(
            enterprise, leaving=signatory.membership, to=clerk.membership, reason="x", by=signatory
        )


def test_without_a_signatory_the_page_says_so(enterprise, clerk, signatory, county_officer, sign_in):
    members = reverse("enterprises:member_list", args=[enterprise.pk])
    assert "没有在用的签署人" not in text(sign_in(clerk).get(members))
    actions.close_member(signatory.membership, by=county_officer)
    assert "没有在用的签署人" in text(sign_in(clerk).get(members))
