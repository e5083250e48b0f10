"""The mark of an enterprise that carries the brand follows its holders, whatever writes them."""

from datetime import date

import pytest

from enterprises.models import BrandHolder, Enterprise, Route
from tests.factories import enterprises as make


def marked() -> list[int]:
    return sorted(Enterprise.objects.filter(is_branded=True).values_list("pk", flat=True))


def test_the_mark_follows_each_writing_of_a_holder(enterprise, other_enterprise):
    make.EnterpriseFactory()
    assert marked() == []
    first = make.BrandHolderFactory(enterprise=enterprise, route=Route.CERTIFICATION)
    second = make.BrandHolderFactory(enterprise=enterprise, route=Route.SELF_DECLARATION)
    assert marked() == [enterprise.pk]
    BrandHolder.objects.filter(pk=first.pk).update(is_current=False, ended_on=date(2026, 1, 1))
    assert marked() == [enterprise.pk]
    BrandHolder.objects.filter(pk=second.pk).update(enterprise=other_enterprise)
    assert marked() == [other_enterprise.pk]
    second.delete()
    assert marked() == []


@pytest.mark.parametrize("is_current", [True, False])
def test_a_holder_recorded_as_it_is(enterprise, other_enterprise, is_current):
    ended_on = None if is_current else date(2026, 1, 1)
    make.BrandHolderFactory(enterprise=enterprise, is_current=is_current, ended_on=ended_on)
    assert marked() == ([enterprise.pk] if is_current else [])


def test_the_mark_is_no_change_of_the_enterprise(enterprise):
    before = Enterprise.pgh_event_model.objects.count()
    make.BrandHolderFactory(enterprise=enterprise)
    assert (Enterprise.pgh_event_model.objects.count(), marked()) == (before, [enterprise.pk])
