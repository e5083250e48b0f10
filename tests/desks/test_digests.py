"""The daily letter says what the home page says."""

from datetime import timedelta

import pytest
from django.utils import timezone

from declarations.models import Declaration
from declarations.states import DeclarationStatus as S
from desks.digests import blocks
from tests.factories.declarations import declaration_at
from tests.factories.enterprises import ProductFactory

pytestmark = pytest.mark.django_db


def test_each_item_with_its_place_day_and_link(enterprise, county_officer, taizhou_city):
    case = declaration_at(S.SUBMITTED, product=ProductFactory(enterprise=enterprise))
    late = timezone.localdate() - timedelta(days=1)
    Declaration.objects.filter(pk=case.pk).update(due_on=late)
    (block,) = blocks(county_officer)
    (line,) = block.lines
    assert (block.title, block.count, block.url) == ("自我声明", 1, "/declarations/")
    assert line.url.startswith(case.get_absolute_url())
    assert line.text == f"{case}（{case.get_status_display()}，{enterprise.name}，办理期限 {late}，已逾期）"
    assert blocks(taizhou_city) == []


def test_the_portal_asks_the_desks():
    from pinzibiao.notices import digests

    assert digests._sources == [blocks]
