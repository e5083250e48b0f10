"""Accounts of an enterprise: asked for, opened, kept."""

import pytest

from enterprises import actions
from enterprises.models import Enterprise, Member
from pinzibiao.casework.models import Event
from pinzibiao.casework.refusals import NeedsComment, NotReady, Refused, WrongDesk, WrongStatus
from tests.cast import XIANJU, any_industry
from tests.factories.enterprises import AccountRequestFactory, EnterpriseFactory

CAST_AT_THE_DESK = {"county_officer", "county_second", "county_leader"}


# Account requests


def _answers(**changes):
    return {
        "enterprise_name": "杭州申请有限公司",
        "industry": any_industry(),
        "kind": "clerk",
        "person_name": "申请人",
        "mobile": "13900000000",
        "username": "qy-new-1",
    } | changes


def test_opening_makes_the_enterprise_and_its_first_person(county_officer):
    case = AccountRequestFactory()
    data = _answers()
    actions.take(case, "open", by=county_officer, data=data)
    member, password = data["handover"]
    assert case.status == "opened"
    assert case.enterprise == Enterprise.objects.get(uscc=case.uscc)
    assert (case.enterprise.name, case.enterprise.county_id) == ("杭州申请有限公司", case.county_id)
    assert (member.enterprise, member.kind, member.user.username) == (case.enterprise, "clerk", "qy-new-1")
    assert member.user.kind == "enterprise"
    assert member.user.must_change_password
    assert member.user.check_password(password)


def test_the_password_is_nowhere_in_the_trail(county_officer):
    data = _answers()
    actions.take(AccountRequestFactory(), "open", by=county_officer, data=data)
    trail = " ".join(f"{e.comment} {e.data}" for e in Event.objects.all())
    assert data["handover"][1] not in trail


def test_opening_for_a_registered_enterprise_keeps_its_record(county_officer, enterprise):
    case = AccountRequestFactory(uscc=enterprise.uscc, enterprise_name="别的名称")
    actions.take(case, "open", by=county_officer, data=_answers(kind="signatory"))
    assert case.enterprise == enterprise
    assert list(enterprise.members.values_list("kind", flat=True)) == ["signatory"]
    assert Enterprise.objects.get(pk=enterprise.pk).name == "浙江临平试验医药有限公司"


def test_a_code_of_another_county_is_not_opened_here(county_officer, other_enterprise):
    case = AccountRequestFactory(uscc=other_enterprise.uscc)
    with pytest.raises(NotReady) as refusal:
        actions.take(case, "open", by=county_officer, data=_answers())
    assert "不属于本辖区" in str(refusal.value)
    assert other_enterprise.name not in str(refusal.value)
    assert not Member.objects.exists()


def test_refusing_needs_a_reason(county_officer):
    case = AccountRequestFactory()
    with pytest.raises(NeedsComment):
        actions.take(case, "refuse", by=county_officer)
    actions.take(case, "refuse", by=county_officer, comment="营业执照与申请不符")
    assert case.status == "refused"


@pytest.mark.parametrize("ended_by", ["open", "refuse"])
@pytest.mark.parametrize("action", ["open", "refuse"])
def test_a_request_is_answered_once(county_officer, ended_by, action):
    case = AccountRequestFactory()
    actions.take(case, ended_by, by=county_officer, comment="理由", data=_answers())
    with pytest.raises(WrongStatus):
        actions.take(case, action, by=county_officer, comment="理由", data=_answers(username="qy-new-2"))


@pytest.mark.parametrize("action", ["open", "refuse"])
def test_only_the_competent_county_answers(everyone, action):
    allowed = set()
    for name, person in everyone.items():
        case = AccountRequestFactory()
        try:
            actions.take(
                case, action, by=person, comment="理由", data=_answers(username=f"qy-{name}".replace("_", "-"))
            )
        except WrongDesk:
            continue
        allowed.add(name)
    assert allowed == CAST_AT_THE_DESK


def test_a_request_of_another_county_lies_on_another_desk(county_officer, xianju_officer):
    case = AccountRequestFactory(county_id=XIANJU)
    with pytest.raises(WrongDesk):
        actions.take(case, "refuse", by=county_officer, comment="理由")
    actions.take(case, "refuse", by=xianju_officer, comment="理由")


# The enterprise's own people


@pytest.mark.parametrize("person", ["county_officer", "signatory", "clerk"])
def test_a_signatory_is_invited_by_the_county_a_signatory_or_the_clerk_who_came_first(request, enterprise, person):
    member, password = actions.invite_member(
        enterprise,
        by=request.getfixturevalue(person),
        username="qy-sign",
        name="李签署",
        mobile="13900000001",
        kind="signatory",
    )
    assert (member.enterprise, member.kind) == (enterprise, "signatory")
    assert member.user.check_password(password)
    assert Event.objects.get(action="invite_member").label == "添加签署人"


def test_a_clerk_never_holds_a_signatorys_account(clerk, signatory, enterprise):
    """Who prepares must not sign: neither by a second account of one's own nor by another's password."""
    before = signatory.password
    acts = (
        lambda: actions.invite_member(
            enterprise, by=clerk, username="qy-sign", name="李签署", mobile="13900000001", kind="signatory"
        ),
        lambda: actions.reset_member_password(signatory.membership, by=clerk),
        lambda: actions.close_member(signatory.membership, by=clerk),
        lambda: actions.reopen_member(signatory.membership, by=clerk),
    )
    for act in acts:
        with pytest.raises(Refused, match="签署人的账号不能由经办人办理"):
            act()
    signatory.refresh_from_db()
    assert (signatory.password, signatory.is_active, enterprise.members.count()) == (before, True, 2)


def test_a_taken_name_is_refused(clerk, enterprise):
    with pytest.raises(Refused, match="已有人使用"):
        actions.invite_member(
            enterprise, by=clerk, username=clerk.username, name="李经办", mobile="13900000001", kind="clerk"
        )


def test_closing_and_reopening(signatory, clerk):
    actions.close_member(clerk.membership, by=signatory)
    clerk.refresh_from_db()
    assert not clerk.is_active
    actions.reopen_member(clerk.membership, by=signatory)
    clerk.refresh_from_db()
    assert clerk.is_active


def test_nobody_closes_oneself(clerk):
    with pytest.raises(Refused, match="不能停用自己的账号"):
        actions.close_member(clerk.membership, by=clerk)


def test_a_new_enterprise_belongs_to_the_county_that_opened(xianju_officer):
    case = AccountRequestFactory(county_id=XIANJU)
    actions.take(case, "open", by=xianju_officer, data=_answers())
    assert case.enterprise.county_id == XIANJU
    assert not EnterpriseFactory._meta.model.objects.exclude(county_id=XIANJU).exists()
