"""Remarks on a visit, by the mechanism that problems use."""

import pytest
from django.urls import reverse

from pinzibiao.casework.models import Remark
from tests.factories.visits import plan_visit

pytestmark = pytest.mark.django_db


def test_a_remark_stands_on_the_visit_until_it_is_resolved(
    enterprise, expert_user, county_officer, city_officer, clerk, sign_in
):
    visit = plan_visit(enterprise, [expert_user.expert], county=county_officer)
    data = {"field": "地点", "text": "请走东门", "visibility": "offices"}
    assert sign_in(county_officer).post(reverse("visits:visit_remark", args=[visit.pk]), data).status_code == 302
    row = Remark.objects.get()

    def shown(person) -> int:
        return sign_in(person).get(visit.get_absolute_url()).content.decode().count("请走东门")

    assert [shown(one) for one in (county_officer, city_officer, expert_user, clerk)] == [2, 2, 2, 0]
    sign_in(city_officer).post(reverse("visits:visit_remark_resolve", args=[visit.pk, row.pk]))
    assert (shown(county_officer), shown(clerk)) == (1, 0)
