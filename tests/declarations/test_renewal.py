"""续展: begun before the end, authorised without a gap; the old authorisation stands linked beside the new one."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from declarations import actions
from declarations.models import Authorisation, Declaration
from declarations.selectors import open_notice_of, public_history
from declarations.states import HELD
from declarations.states import DeclarationStatus as S
from enterprises.models import BrandHolder
from pinzibiao.casework.actions import events_of
from pinzibiao.casework.models import DatedSetting
from pinzibiao.casework.refusals import NotReady, Refused
from tests.factories.declarations import People, declaration_at, nearly_over, renewal_of, step
from tests.factories.enterprises import ProductFactory, StandardFactory

from .test_race import at_once

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def held(enterprise, people) -> Declaration:
    """An authorisation whose term ends in sixty days."""
    return nearly_over(declaration_at(S.AUTHORISED, product=ProductFactory(enterprise=enterprise), people=people))


def authorise(case: Declaration, on=None) -> Authorisation:
    actions.take(case, "authorise", by=None, data={"on": on or open_notice_of(case).closes_on + timedelta(days=1)})
    return Authorisation.objects.get(declaration=case)


# Beginning


@pytest.mark.parametrize(("days", "may"), [(91, False), (90, True), (0, True)])
def test_a_renewal_begins_ninety_days_before_the_end(days, may, held, people):
    nearly_over(held, days)
    if may:
        assert actions.renew(held, by=people.clerk)[1] is True
    else:
        with pytest.raises(Refused, match=f"请在 {TODAY() + timedelta(days=1)} 以后办理"):
            actions.renew(held, by=people.clerk)


def test_the_office_may_change_the_ninety_days(held, people):
    DatedSetting.objects.create(key="declarations.renewal_days", valid_from="2020-01-01", value=30)
    with pytest.raises(Refused, match="到期前 30 天"):
        actions.renew(held, by=people.clerk)


@pytest.mark.parametrize("status", [S.SUSPENDED, S.REVOKED, S.CANCELLED, S.EXPIRED])
def test_only_what_is_authorised_is_renewed(status, enterprise, people):
    case = declaration_at(status, product=ProductFactory(enterprise=enterprise), people=people)
    with pytest.raises(Refused, match=r"请先完成整改|请为该产品新建自我声明"):
        actions.renew(nearly_over(case), by=people.clerk)
    assert Declaration.objects.count() == 1


def test_the_old_content_is_taken_over_but_not_what_proves_the_product(held, people):
    held.indicators.create(name="耐压强度", required="≥ 50", measured="61", unit="kPa", method="GB/T 1")
    Declaration.objects.filter(pk=held.pk).update(sub_brand="farm", standard=StandardFactory(), design_text="三次评审")
    held.product.standard = None
    held.product.save()
    new, _ = actions.renew(held, by=people.clerk)
    held.refresh_from_db()
    new.refresh_from_db()
    taken = ("sub_brand", "standard", "standard_public_on", "registered_address", "design_score", "design_text")
    assert [getattr(new, name) for name in taken] == [getattr(held, name) for name in taken]
    cells = ("name", "required", "measured", "unit", "method")
    assert list(new.indicators.values_list(*cells)) == list(held.indicators.values_list(*cells))
    assert (new.status, new.renews, new.number, new.prepared_by) == (S.DRAFT, held, None, people.clerk)
    assert (new.test_reports.count(), new.attachments.count(), new.signed_at) == (0, 0, None)
    assert (new.promises_quality, new.promises_credit, new.promises_truth) == (False, False, False)


def test_what_the_register_knows_today_goes_before_the_old_content(held, people):
    held.enterprise.contacts.create(name="新联系人", mobile="13911112222")
    new, _ = actions.renew(held, by=people.clerk)
    assert (new.contact_name, new.contact_mobile, new.quality_officer) == ("新联系人", "13911112222", "孙质量")


def test_after_the_end_a_new_declaration_takes_the_content_over_too(enterprise, people):
    old = declaration_at(S.EXPIRED, product=ProductFactory(enterprise=enterprise), people=people)
    new, _ = actions.create_draft(old.product, by=people.clerk)
    assert list(new.indicators.values_list("name", flat=True)) == ["穿刺力"]
    assert events_of(new).get().label == "建立续展草稿"


def test_a_second_renewal_leads_to_the_first(held, people):
    first, is_new = actions.renew(held, by=people.clerk)
    assert (is_new, actions.renew(held, by=people.clerk)) == (True, (first, False))
    assert actions.create_draft(held.product, by=people.clerk) == (first, False)


def test_two_clerks_renew_at_once_and_get_one_draft(committed_db):
    old = nearly_over(declaration_at(S.AUTHORISED))
    clerk = old.prepared_by
    answers = at_once(*(lambda: actions.renew(Declaration.objects.get(pk=old.pk), by=clerk) for _ in range(2)))
    assert {case.pk for case, _ in answers} == {Declaration.objects.get(renews=old).pk}
    assert sorted(is_new for _, is_new in answers) == [False, True]


# Authorising


def test_the_new_authorisation_takes_the_place_of_the_old_one(held, people):
    new = renewal_of(held, people)
    row = authorise(new)
    held.refresh_from_db()
    new.refresh_from_db()
    assert (held.status, new.status) == (S.EXPIRED, S.AUTHORISED)
    assert held.authorisation.succeeded_by == row
    last = events_of(held).last()
    assert (last.action, last.comment) == ("supersede", f"由续展授权 {row.number} 接替。")


def test_a_renewal_loses_no_day_of_the_term(held, people):
    row = authorise(renewal_of(held, people))
    ends = held.authorisation.valid_to
    assert (row.valid_from < ends, row.valid_to) == (True, ends.replace(year=ends.year + 3))


def test_a_renewal_after_the_end_counts_from_its_own_day(held, people):
    new = renewal_of(held, people)
    over = held.authorisation.valid_to + timedelta(days=1)
    actions.take(Declaration.objects.get(pk=held.pk), "expire", by=None, data={"on": over})
    row = authorise(new, over)
    assert (row.valid_from, row.valid_to) == (over, over.replace(year=over.year + 3) - timedelta(days=1))
    assert Authorisation.objects.get(declaration=held).succeeded_by == row


def test_the_brand_is_carried_without_a_gap(held, people):
    authorise(renewal_of(held, people))
    holder = BrandHolder.objects.get(enterprise=held.enterprise)
    assert (holder.is_current, holder.periods.get().ended_on) == (True, None)


def test_a_renewal_under_another_sub_brand_ends_the_old_one(held, people):
    new = renewal_of(held, people, S.DRAFT)
    Declaration.objects.filter(pk=new.pk).update(sub_brand="service")
    row = authorise(declaration_at(S.IN_NOTICE, Declaration.objects.get(pk=new.pk), people))
    holders = BrandHolder.objects.order_by("sub_brand").values_list("sub_brand", "is_current", "ended_on")
    assert list(holders) == [("made", False, row.valid_from), ("service", True, None)]


def test_a_suspension_is_mended_before_the_renewal(held, people):
    new = renewal_of(held, people)
    old = Declaration.objects.get(pk=held.pk)
    step(old, "suspend", people)
    with pytest.raises(NotReady, match="正在暂停，恢复或撤销后才能授权续展"):
        authorise(new)
    assert not Authorisation.objects.filter(declaration=new).exists()
    step(old, "restore", people)
    assert authorise(new).succeeds == old.authorisation


def test_the_night_ends_no_authorisation_without_its_renewal(held, people):
    other = declaration_at(S.IN_NOTICE, product=ProductFactory(enterprise=held.enterprise), people=people)
    for data in ({"on": TODAY()}, {"on": TODAY(), "successor": Authorisation(declaration=other, number="甲")}):
        with pytest.raises(NotReady, match="只有续展获得授权"):
            actions.take(held, "supersede", by=None, data=data)
    assert held.status == S.AUTHORISED


def test_a_product_is_never_authorised_twice(held, people):
    fields = {"enterprise": held.enterprise, "product": held.product, "prepared_by": people.clerk}
    for status in HELD:
        with pytest.raises(IntegrityError, match="declaration_one_in_force"), transaction.atomic():
            Declaration.objects.create(county_id=held.county_id, status=status, **fields)
    actions.renew(held, by=people.clerk)
    with pytest.raises(IntegrityError, match="declaration_one_under_way"), transaction.atomic():
        Declaration.objects.create(county_id=held.county_id, status=S.OBJECTION, **fields)


def test_the_night_and_a_revocation_at_once_leave_one_in_force(committed_db):
    old = nearly_over(declaration_at(S.AUTHORISED))
    people = People.of(old.enterprise)
    new = renewal_of(old, people)
    on = open_notice_of(new).closes_on + timedelta(days=1)
    at_once(
        lambda: actions.take(Declaration.objects.get(pk=new.pk), "authorise", by=None, data={"on": on}),
        lambda: actions.take(Declaration.objects.get(pk=old.pk), "revoke", by=people.province, comment="查实造假。"),
    )
    assert Declaration.objects.filter(product=old.product, status__in=HELD).count() <= 1
    actions_of_old = set(events_of(old).values_list("action", flat=True))
    assert len(actions_of_old & {"supersede", "revoke"}) == 1


# Pages


def test_the_clerk_finds_the_button_and_begins(held, people, sign_in):
    client = sign_in(people.clerk)
    address = reverse("declarations:renew", args=[held.pk])
    assert address in client.get(held.get_absolute_url()).content.decode()
    assert "续展授权前原授权继续有效" in client.get(address).content.decode()
    answer = client.post(address)
    new = Declaration.objects.get(renews=held)
    assert (answer.status_code, answer.url) == (302, new.get_absolute_url())
    page = client.get(held.get_absolute_url()).content.decode()
    assert (address in page, new.get_absolute_url() in page) == (False, True)
    assert held.get_absolute_url() in client.get(new.get_absolute_url()).content.decode()


def test_the_button_waits_for_its_day_and_for_the_clerk(held, people, sign_in):
    address = reverse("declarations:renew", args=[held.pk])
    for who in (people.signatory, people.county, people.province):
        assert address not in sign_in(who).get(held.get_absolute_url()).content.decode()
    nearly_over(held, 200)
    client = sign_in(people.clerk)
    page = client.get(held.get_absolute_url()).content.decode()
    assert (address in page, f"从 {TODAY() + timedelta(days=110)} 起申请" in page) == (False, True)
    assert client.post(address).status_code == 403
    assert Declaration.objects.count() == 1


def test_offices_see_no_draft_of_a_renewal(held, people, sign_in):
    new, _ = actions.renew(held, by=people.clerk)
    body = sign_in(people.county).get(held.get_absolute_url()).content.decode()
    assert new.get_absolute_url() not in body


def test_a_renewal_of_another_enterprise_does_not_exist(held, other_clerk, sign_in):
    assert sign_in(other_clerk).get(reverse("declarations:renew", args=[held.pk])).status_code == 404


def test_the_public_page_leads_to_the_successor_and_back(held, people):
    row = authorise(renewal_of(held, people))
    old = Client().get(held.authorisation.get_absolute_url()).content.decode()
    assert (row.number in old, row.get_absolute_url() in old, "已续展" in old, "已到期" in old) == (
        True,
        True,
        True,
        False,
    )
    assert [event.label for event in public_history(held)] == ["授权", "由续展接替"]
    assert held.authorisation.number in Client().get(row.get_absolute_url()).content.decode()
    register = Client().get(reverse("public:register")).content.decode()
    assert ("已续展" in register, "有效" in register) == (True, True)
