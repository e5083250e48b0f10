"""Who carries the brand, by which route, from when to when."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from enterprises import actions
from enterprises.models import BrandHolder, BrandPeriod, Certificate, Route, SubBrand
from tests.factories.enterprises import BrandHolderFactory, CertificateFactory, EnterpriseFactory

MARCH, MAY, JUNE = date(2024, 3, 1), date(2024, 5, 1), date(2024, 6, 1)
FAR = date(2099, 1, 1)
DAY = timedelta(days=1)


@pytest.fixture
def recorded(enterprise, county_officer):
    """``recorded(**fields)``: a certificate recorded as the page does it."""

    def make(**fields):
        paper = CertificateFactory.build(**{"enterprise": enterprise, "standard": None, "valid_to": FAR} | fields)
        return actions.record_certificate(paper, by=county_officer)

    return make


def _holdings(enterprise):
    rows = BrandHolder.objects.filter(enterprise=enterprise)
    return list(rows.order_by("route").values_list("route", "sub_brand", "first_valid_on", "is_current", "ended_on"))


def _periods(enterprise):
    rows = BrandPeriod.objects.filter(holder__enterprise=enterprise)
    return list(rows.order_by("began_on").values_list("ground", "began_on", "ended_on"))


def test_obtaining_the_brand_twice_is_one_row_with_the_first_day(enterprise):
    actions.obtain_brand(enterprise, Route.SELF_DECLARATION, SubBrand.MADE, MAY)
    actions.obtain_brand(enterprise, Route.SELF_DECLARATION, SubBrand.MADE, MARCH)
    assert _holdings(enterprise) == [("self_declaration", "made", MARCH, True, None)]
    assert _periods(enterprise) == [("authorisation", MARCH, None)]


def test_the_two_routes_are_two_rows(enterprise):
    actions.obtain_brand(enterprise, Route.SELF_DECLARATION, SubBrand.MADE, MAY)
    actions.obtain_brand(enterprise, Route.CERTIFICATION, SubBrand.MADE, MARCH)
    assert [row[0] for row in _holdings(enterprise)] == ["certification", "self_declaration"]


def test_an_ended_brand_can_be_obtained_again_and_both_periods_are_kept(enterprise):
    actions.obtain_brand(enterprise, Route.SELF_DECLARATION, SubBrand.MADE, MARCH)
    actions.end_brand(enterprise, Route.SELF_DECLARATION, SubBrand.MADE, MAY)
    assert _holdings(enterprise) == [("self_declaration", "made", MARCH, False, MAY)]
    actions.obtain_brand(enterprise, Route.SELF_DECLARATION, SubBrand.MADE, date(2025, 1, 1))
    assert _holdings(enterprise) == [("self_declaration", "made", MARCH, True, None)]
    assert _periods(enterprise) == [("authorisation", MARCH, MAY), ("authorisation", date(2025, 1, 1), None)]


def test_ending_what_was_never_held_does_nothing(enterprise):
    actions.end_brand(enterprise, Route.CERTIFICATION, SubBrand.MADE, MAY)
    assert _holdings(enterprise) == []


def test_rooms_above_hear_of_a_brand(enterprise, monkeypatch):
    heard = []
    monkeypatch.setattr(actions.brand, "_brand_listeners", [heard.append])
    actions.obtain_brand(enterprise, Route.CERTIFICATION, SubBrand.FARM, MAY)
    assert heard == [{enterprise.pk: MAY}]


def test_rooms_above_hear_once_of_a_certificate_and_not_of_one_that_has_run_out(recorded, enterprise, monkeypatch):
    heard = []
    monkeypatch.setattr(actions.brand, "_brand_listeners", [heard.append])
    for issued, valid in ((MARCH, MAY), (JUNE, FAR), (MAY, FAR)):
        recorded(issued_on=issued, valid_to=valid)
    assert heard == [{enterprise.pk: JUNE}]


def test_the_library_hears_of_a_certificate(recorded, enterprise, county_officer):
    from cultivation.actions import nominate
    from cultivation.models import LibraryEntry
    from tests.factories.cultivation import walk_entry

    entry = walk_entry(nominate(by=county_officer, enterprise=enterprise), "listed", county=county_officer)
    recorded()
    assert LibraryEntry.objects.get(pk=entry.pk).status == "branded"


def test_two_certificates_of_one_enterprise_are_one_holder(recorded, enterprise):
    recorded(number="ZJM-1")
    recorded(number="ZJM-2", issued_on=JUNE)
    assert Certificate.objects.filter(enterprise=enterprise).count() == 2
    assert _holdings(enterprise) == [("certification", "made", MAY, True, None)]
    assert _periods(enterprise) == [("certificate", MAY, FAR + DAY)]


def test_a_certificate_that_has_run_out_is_recorded_as_ended(recorded, enterprise):
    assert recorded(issued_on=MARCH, valid_to=MAY).status == "expired"
    assert _holdings(enterprise) == [("certification", "made", MARCH, False, MAY + DAY)]


def test_an_old_paper_ends_nothing_that_a_valid_one_carries(recorded, enterprise):
    recorded(issued_on=JUNE)
    recorded(issued_on=MARCH, valid_to=MAY)
    assert _holdings(enterprise) == [("certification", "made", MARCH, True, None)]
    assert _periods(enterprise) == [("certificate", MARCH, MAY + DAY), ("certificate", JUNE, FAR + DAY)]


def test_each_sub_brand_has_its_own_days(recorded, enterprise):
    recorded(sub_brand="farm", issued_on=MARCH, valid_to=MAY)
    recorded(sub_brand="made")
    rows = BrandHolder.objects.order_by("sub_brand").values_list("sub_brand", "is_current", "first_valid_on")
    assert list(rows) == [("farm", False, MARCH), ("made", True, MAY)]


def test_what_was_recorded_by_hand_counts_until_the_first_certificate(recorded, enterprise):
    BrandHolderFactory(enterprise=enterprise, first_valid_on=date(2016, 1, 1))
    recorded(issued_on=MARCH, valid_to=MAY)
    assert _holdings(enterprise) == [("certification", "made", date(2016, 1, 1), False, MAY + DAY)]
    assert _periods(enterprise) == [("record", date(2016, 1, 1), MARCH), ("certificate", MARCH, MAY + DAY)]


def test_what_was_recorded_by_hand_for_certified_days_tells_no_first_day(recorded, enterprise):
    BrandHolderFactory(enterprise=enterprise, first_valid_on=MAY)
    recorded(issued_on=MARCH)
    assert _holdings(enterprise) == [("certification", "made", MARCH, True, None)]


def test_following_again_changes_nothing(recorded, enterprise):
    recorded()
    before = _holdings(enterprise), _periods(enterprise), BrandHolder.pgh_event_model.objects.count()
    actions.follow_certificates([enterprise.pk])
    assert (_holdings(enterprise), _periods(enterprise), BrandHolder.pgh_event_model.objects.count()) == before


def test_one_holder_is_one_line_of_the_history(recorded, enterprise):
    recorded()
    assert list(BrandHolder.pgh_event_model.objects.values_list("pgh_label", "is_current")) == [("insert", True)]


def test_a_thousand_enterprises_take_as_many_statements_as_one(django_assert_num_queries, db):
    rows = EnterpriseFactory.create_batch(3)
    for row in rows:
        CertificateFactory(enterprise=row, valid_to=FAR)
    with django_assert_num_queries(12):
        actions.follow_certificates([rows[0].pk])
    with django_assert_num_queries(12):
        actions.follow_certificates([row.pk for row in rows])
    assert BrandHolder.objects.filter(is_current=True).count() == 3


def test_brands_end_the_day_after_the_last_certificate(recorded, enterprise, other_enterprise):
    today = timezone.localdate()
    recorded(valid_to=today)
    recorded(enterprise=other_enterprise, valid_to=today + 9 * DAY)
    assert actions.end_expired_brands(today) == 0
    assert actions.end_expired_brands(today + DAY) == 1
    assert actions.end_expired_brands(today + DAY) == 0
    assert _holdings(enterprise) == [("certification", "made", MAY, False, today + DAY)]
    assert _holdings(other_enterprise) == [("certification", "made", MAY, True, None)]


def test_a_recorded_brand_without_certificates_does_not_end_with_certificates(enterprise):
    actions.obtain_brand(enterprise, Route.CERTIFICATION, SubBrand.MADE, MAY)
    assert actions.end_expired_brands(FAR) == 0
