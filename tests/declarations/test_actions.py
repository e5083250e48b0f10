"""The whole table: every act at every status, every act by every person, and the rules of single acts."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from declarations import actions
from declarations.models import Attachment, Authorisation, Declaration
from declarations.openings import Part
from declarations.selectors import open_notice_of
from declarations.states import WORKFLOW
from declarations.states import DeclarationStatus as S
from enterprises.models import BrandHolder, Route
from experts import actions as library
from pinzibiao.casework.actions import events_of
from pinzibiao.casework.models import DatedSetting, Event
from pinzibiao.casework.refusals import NeedsComment, NotReady, Refused, WrongDesk, WrongStatus
from pinzibiao.casework.versions import versions_of
from pinzibiao.casework.workflow import Desk
from tests.factories.declarations import DraftFactory, People, complete, declaration_at, step
from tests.factories.enterprises import EnterpriseFactory, ProductFactory, StandardFactory

pytestmark = pytest.mark.django_db

WHO_SITS_AT = {
    Desk.ENTERPRISE: {"clerk", "signatory"},
    Desk.SIGNATORY: {"signatory"},
    Desk.COUNTY: {"county", "county_second"},
    Desk.CITY: {"city"},
    Desk.PROVINCE: {"province"},
    Desk.PUBLICITY: {"city", "province"},
    Desk.EXPERT: {"leader", "member"},
    Desk.LEADING_EXPERT: {"leader"},
    Desk.SYSTEM: set(),
}
OUTSIDERS = (
    "taizhou_city",
    "xianju_officer",
    "other_clerk",
    "other_signatory",
    "third_expert_user",
    "auditor",
    "nobody",
)


@pytest.mark.parametrize("status", S)
def test_every_status_is_reached_by_acts_alone(status):
    assert declaration_at(status).status == status


@pytest.mark.parametrize("move", WORKFLOW.moves, ids=lambda move: f"{move.source}-{move.action}")
def test_an_act_of_the_table_leads_where_the_table_says(move):
    case = declaration_at(move.source)
    people = People.of(case.enterprise)
    if move.action.startswith("conclude_"):
        step(case, "evaluate", people)
    step(case, move.action, people)
    case.refresh_from_db()
    assert case.status == move.target
    last = events_of(case).exclude(action="object").last()
    assert (last.action, last.from_status, last.to_status) == (move.action, move.source, move.target)


@pytest.mark.parametrize("status", S)
def test_an_act_outside_the_table_is_refused_at_this_status(status):
    case = declaration_at(status)
    before = Event.objects.count()
    allowed = {move.action for move in WORKFLOW.leaving(status)}
    for action in set(WORKFLOW.actions) - allowed:
        with pytest.raises(WrongStatus, match=S(status).label):
            actions.take(case, action, by=None, comment="试")
    case.refresh_from_db()
    assert (case.status, Event.objects.count()) == (status, before)


@pytest.mark.parametrize("status", [status for status in S if WORKFLOW.leaving(status)])
def test_who_may_act_at_this_status(status, enterprise, people, request):
    case = declaration_at(status, product=ProductFactory(enterprise=enterprise), people=people)
    cast = {
        name: getattr(people, name) for name in ("clerk", "signatory", "county", "county_second", "city", "province")
    }
    cast |= {name: request.getfixturevalue(name) for name in OUTSIDERS}
    if case.evaluations.exists():
        cast |= {"leader": people.experts[0].user, "member": people.experts[1].user}
    for move in WORKFLOW.leaving(status):
        for name, person in cast.items():
            is_offered = move.action in {one.move.action for one in actions.PROCEDURE.open_actions(person, case)}
            assert is_offered == (name in WHO_SITS_AT[move.desk]), (move.action, name)
            if not is_offered:
                with pytest.raises(WrongDesk):
                    actions.take(case, move.action, by=person, comment="试")
    case.refresh_from_db()
    assert case.status == status


def test_submission_freezes_numbers_and_sets_the_days():
    case = declaration_at(S.SUBMITTED)
    year = timezone.localdate().year
    assert case.number == f"ZM-330113-{year}-0001"
    assert case.submitted_on == timezone.localdate()
    assert case.due_on > case.submitted_on
    version = versions_of(case).get()
    assert version.content["facts"]["product_name"] == case.product.name
    stored = case.attachments.order_by("kind", "id").values_list("file__sha256", flat=True)
    assert [one["sha256"] for one in version.content["attachments"]] == list(stored)
    assert set(case.attachments.values_list("first_version", flat=True)) == {1}


def test_numbers_have_no_gap_after_a_refused_submission(enterprise, people):
    first = DraftFactory(product=ProductFactory(enterprise=enterprise), prepared_by=people.clerk, contact_name="")
    with pytest.raises(NotReady):
        actions.take(first, "submit", by=people.signatory)
    second = declaration_at(S.SUBMITTED, product=ProductFactory(enterprise=enterprise), people=people)
    assert second.number.endswith("-0001")


def test_the_version_stays_when_the_product_is_renamed_later():
    case = declaration_at(S.AUTHORISED)
    printed = case.product.name
    case.product.name = "改了名的产品"
    case.product.save()
    assert case.authorisation.product_name == printed
    assert versions_of(case).last().content["facts"]["product_name"] == printed


def test_who_prepared_may_not_sign(enterprise, people):
    case, _ = actions.create_draft(ProductFactory(enterprise=enterprise), by=people.signatory)
    complete(case)
    with pytest.raises(NotReady, match="填报人与签署人不得为同一人"):
        actions.take(case, "submit", by=people.signatory)


def test_everything_that_is_missing_is_told_at_once(enterprise, people):
    case, _ = actions.create_draft(ProductFactory(enterprise=enterprise, standard=None), by=people.clerk)
    with pytest.raises(NotReady) as refusal:
        actions.take(case, "submit", by=people.signatory)
    assert len(refusal.value.problems) == 18


def test_who_accepted_may_not_pass():
    case = declaration_at(S.FORM_REVIEW)
    people = People.of(case.enterprise)
    with pytest.raises(NotReady, match="经办与审核不得为同一人"):
        actions.take(case, "pass_form_review", by=people.county)


def test_a_return_needs_items_and_an_opinion():
    case = declaration_at(S.FORM_REVIEW)
    people = People.of(case.enterprise)
    with pytest.raises(NotReady, match="至少勾选一个"):
        actions.take(case, "return_for_correction", by=people.county, comment="请补正", data={"items": []})
    with pytest.raises(NeedsComment):
        actions.take(case, "return_for_correction", by=people.county, data={"items": [(Part("essence"), "x")]})
    assert case.correction_items.count() == 0


def test_two_rounds_of_correction_then_a_decision():
    case = declaration_at(S.FORM_REVIEW)
    people = People.of(case.enterprise)
    for round_number in (1, 2):
        step(case, "return_for_correction", people)
        assert case.due_on > timezone.localdate() + timedelta(days=14)
        step(case, "resubmit", people)
        assert case.correction_rounds == round_number
    with pytest.raises(NotReady, match="已退回补正 2 次"):
        step(case, "return_for_correction", people)
    assert [version.number for version in versions_of(case)] == [1, 2, 3]


def test_assignment_needs_two_experts_and_a_leader_among_them():
    case = declaration_at(S.ASSIGNMENT)
    people = People.of(case.enterprise)
    one, two = people.experts
    with pytest.raises(NotReady, match="至少选择 2 名"):
        actions.take(case, "assign_experts", by=people.city, data={"experts": [one], "leader": one})
    with pytest.raises(NotReady, match="组长"):
        actions.take(case, "assign_experts", by=people.city, data={"experts": [one, two], "leader": None})
    assert case.evaluations.count() == 0


def test_an_expert_with_a_conflict_is_refused_with_the_reason():
    case = declaration_at(S.ASSIGNMENT)
    people = People.of(case.enterprise)
    _one, two = people.experts
    two.interests.create(enterprise=case.enterprise, kind="kin")
    with pytest.raises(NotReady, match="评价专家2：已申报：有亲属在该企业任职"):
        step(case, "assign_experts", people)
    assert (case.status, case.evaluations.count()) == (S.ASSIGNMENT, 0)


def test_an_expert_who_came_too_near_after_assignment_may_not_evaluate():
    case = declaration_at(S.EVALUATION)
    row = case.evaluations.first()
    row.expert.interests.create(enterprise=case.enterprise, kind="advised")
    with pytest.raises(NotReady, match="您应当回避"):
        actions.take(case, "evaluate", by=row.expert.user, data={"score": Decimal(90), "opinion": "好"})


def test_an_expert_who_has_left_the_library_may_not_evaluate(province_handler):
    case = declaration_at(S.EVALUATION)
    row = case.evaluations.first()
    library.take(row.expert, "suspend", by=province_handler, comment="暂停。")
    with pytest.raises(NotReady, match="您不能评价本案：当前状态为「暂停」"):
        actions.take(case, "evaluate", by=row.expert.user, data={"score": Decimal(90), "opinion": "好"})


def test_nobody_evaluates_twice():
    case = declaration_at(S.EVALUATION)
    person = case.evaluations.first().expert.user
    actions.take(case, "evaluate", by=person, data={"score": Decimal(90), "opinion": "好"})
    with pytest.raises(NotReady, match="不能重复提交"):
        actions.take(case, "evaluate", by=person, data={"score": Decimal(10), "opinion": "改"})
    assert case.evaluations.get(expert__user=person).score == 90


def test_the_leader_concludes_only_when_all_have_scored():
    case = declaration_at(S.EVALUATION)
    leader = case.evaluations.get(is_leader=True)
    actions.take(case, "evaluate", by=leader.expert.user, data={"score": Decimal(90), "opinion": "好"})
    with pytest.raises(NotReady, match="评价专家2 尚未提交评价"):
        actions.take(case, "conclude_pass", by=leader.expert.user, comment="同意")


@pytest.mark.parametrize(("score", "passes"), [("69.9", False), ("70", True)])
def test_a_pass_needs_the_mean(score, passes):
    case = declaration_at(S.EVALUATION)
    people = People.of(case.enterprise)
    step(case, "evaluate", people, score=Decimal(score))
    if passes:
        step(case, "conclude_pass", people)
        assert case.status == S.TO_NOTICE
    else:
        with pytest.raises(NotReady, match="低于 70 分"):
            step(case, "conclude_pass", people)


def test_the_threshold_is_that_of_the_day_of_submission():
    case = declaration_at(S.EVALUATION)
    people = People.of(case.enterprise)
    tomorrow = timezone.localdate() + timedelta(days=1)
    DatedSetting.objects.create(key="declarations.pass_mean", valid_from=tomorrow, value=95)
    step(case, "evaluate", people, score=Decimal(80))
    step(case, "conclude_pass", people)
    assert case.status == S.TO_NOTICE


def test_replacing_an_expert_keeps_the_leader_and_refuses_who_has_scored():
    case = declaration_at(S.EVALUATION)
    people = People.of(case.enterprise)
    step(case, "replace_expert", people)
    names = set(case.evaluations.values_list("expert__name", "is_leader"))
    assert names == {("评价专家1", True), ("评价专家3", False)}
    step(case, "evaluate", people)
    with pytest.raises(NotReady, match="已提交评价"):
        actions.take(
            case,
            "replace_expert",
            by=people.city,
            comment="换",
            data={"evaluation": case.evaluations.first(), "expert": people.experts[1]},
        )


def test_after_evaluation_began_a_withdrawal_is_refused_and_says_why():
    case = declaration_at(S.EVALUATION)
    people = People.of(case.enterprise)
    with pytest.raises(WrongStatus, match=r"市经办 已于 .* 办理「指派专家」，当前状态为「资料评价中」"):
        actions.take(case, "withdraw", by=people.clerk, comment="不做了")


def test_authorisation_gives_number_term_register_and_brand():
    case = declaration_at(S.IN_NOTICE)
    on = open_notice_of(case).closes_on + timedelta(days=1)
    actions.take(case, "authorise", by=None, data={"on": on})
    row = Authorisation.objects.get(declaration=case)
    assert row.number == f"品字标制造声明-{on.year}-00001"
    assert (row.valid_from, row.valid_to) == (on, on.replace(year=on.year + 3) - timedelta(days=1))
    holder = BrandHolder.objects.get(enterprise=case.enterprise)
    assert (holder.route, holder.first_valid_on, holder.is_current) == (Route.SELF_DECLARATION, on, True)


def test_the_brand_ends_with_the_last_product_only(enterprise, people):
    first, second = (
        declaration_at(S.AUTHORISED, product=ProductFactory(enterprise=enterprise), people=people) for _ in range(2)
    )
    step(first, "suspend", people)
    assert BrandHolder.objects.get(enterprise=enterprise).is_current
    step(second, "revoke", people)
    assert not BrandHolder.objects.get(enterprise=enterprise).is_current
    step(first, "restore", people)
    assert BrandHolder.objects.get(enterprise=enterprise).is_current


def test_a_public_reason_may_hold_no_telephone():
    case = declaration_at(S.AUTHORISED)
    people = People.of(case.enterprise)
    with pytest.raises(NotReady, match="含有手机号"):
        actions.take(case, "suspend", by=people.province, comment="联系人 13812345678 拒绝检查")
    assert case.status == S.AUTHORISED


def test_what_becomes_public_is_checked_before_the_notice():
    case = declaration_at(S.TO_NOTICE)
    case.indicators.update(method="", measured="13812345678")
    with pytest.raises(NotReady, match="含有手机号"):
        step(case, "open_notice", People.of(case.enterprise))


def test_a_second_draft_leads_to_the_first(enterprise, people):
    product = ProductFactory(enterprise=enterprise)
    first, is_new = actions.create_draft(product, by=people.clerk)
    again, is_new_again = actions.create_draft(product, by=people.clerk)
    assert (first.pk, is_new, is_new_again) == (again.pk, True, False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Declaration.objects.create(
            enterprise=enterprise, county_id=enterprise.county_id, product=product, prepared_by=people.clerk
        )


def test_a_new_declaration_after_expiry_is_linked_as_renewal():
    old = declaration_at(S.EXPIRED)
    new, is_new = actions.create_draft(old.product, by=People.of(old.enterprise).clerk)
    assert (is_new, new.renews) == (True, old)


def test_a_draft_takes_over_what_the_register_knows(people):
    enterprise = EnterpriseFactory()
    enterprise.contacts.create(name="李联系", mobile="13911112222")
    enterprise.quality_officers.create(name="王质量")
    standard = StandardFactory()
    case, _ = actions.create_draft(ProductFactory(enterprise=enterprise, standard=standard), by=people.clerk)
    assert (case.contact_name, case.contact_mobile, case.quality_officer) == ("李联系", "13911112222", "王质量")
    assert case.standard == standard


def test_rectification_enters_the_next_version():
    case = declaration_at(S.RECTIFICATION)
    people = People.of(case.enterprise)
    step(case, "submit_rectification", people)
    assert (case.status, versions_of(case).count()) == (S.SITE_CHECK, 2)


def test_objections_are_answered_one_by_one():
    case = declaration_at(S.IN_NOTICE)
    people = People.of(case.enterprise)
    notice = open_notice_of(case)
    first, second = (
        actions.file_objection(notice, name=name, contact="a@b.cn", content="不符", address="10.0.0.1")
        for name in "甲乙"
    )
    actions.take(case, "investigate", by=people.city, comment="核查")
    actions.take(
        case,
        "uphold_objection",
        by=people.city,
        comment="查实一件",
        data={"answers": {first.pk: "属实"}, "upheld": {first.pk}},
    )
    for one in (first, second):
        one.refresh_from_db()
    assert (first.is_upheld, first.answer, second.is_upheld, second.answer) == (True, "属实", False, "查实一件")
    assert case.status == S.FAILED
    assert open_notice_of(case) is None


def test_without_an_objection_there_is_nothing_to_investigate():
    case = declaration_at(S.IN_NOTICE)
    with pytest.raises(NotReady, match="还没有收到异议"):
        actions.take(case, "investigate", by=People.of(case.enterprise).city, comment="查")


def test_an_objection_comes_too_late_after_the_notice():
    case = declaration_at(S.AUTHORISED)
    with pytest.raises(Refused, match="公示已经结束"):
        actions.file_objection(case.notices.get(), name="甲", contact="a", content="b", address="::1")


def test_the_same_key_makes_one_event():
    import uuid

    case = declaration_at(S.SUBMITTED)
    people = People.of(case.enterprise)
    key = uuid.uuid4()
    first = actions.take(case, "accept", by=people.county, key=key)
    again = actions.take(case, "accept", by=people.county, key=key)
    assert first.pk == again.pk
    assert events_of(case).filter(action="accept").count() == 1


def test_an_attachment_belongs_to_the_version_that_first_held_it():
    case = declaration_at(S.CORRECTION)
    people = People.of(case.enterprise)
    from tests.factories.files import StoredFileFactory

    new = Attachment.objects.create(declaration=case, kind="other", file=StoredFileFactory())
    step(case, "resubmit", people)
    new.refresh_from_db()
    assert new.first_version == 2
