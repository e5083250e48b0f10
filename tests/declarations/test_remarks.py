"""Remarks: who reads which, where they stand, when they are dealt with."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from declarations import remarks
from declarations.states import DeclarationStatus as S
from pinzibiao.casework.models import Remark
from pinzibiao.notices.models import Message
from tests.factories.declarations import declaration_at
from tests.factories.enterprises import ProductFactory

pytestmark = pytest.mark.django_db
Visibility = Remark.Visibility


@pytest.fixture
def case(enterprise, people):
    return declaration_at(S.EVALUATION, product=ProductFactory(enterprise=enterprise), people=people)


def write(case, by, text="请核对", visibility=Visibility.OFFICES, section="", field=""):
    return remarks.write(case, text, section=section, field=field, visibility=visibility, by=by)


def address(case, **place) -> str:
    return reverse("declarations:remark", args=[case.pk]) + ("?" + urlencode(place) if place else "")


@pytest.mark.parametrize(
    ("visibility", "readers"),
    [
        (Visibility.OFFICE, {"county", "county_second", "auditor"}),
        (Visibility.OFFICES, {"county", "county_second", "city", "province", "auditor"}),
        (Visibility.APPLICANT, {"county", "county_second", "city", "province", "auditor", "clerk", "signatory"}),
    ],
)
def test_who_reads_it(visibility, readers, case, people, auditor, sign_in):
    write(case, people.county, "只给选定的人看", visibility)
    names = ("county", "county_second", "city", "province", "clerk", "signatory")
    cast = {name: getattr(people, name) for name in names} | {"auditor": auditor, "expert": people.experts[0].user}
    seen = {
        who
        for who, one in cast.items()
        if "只给选定的人看" in sign_in(one).get(case.get_absolute_url()).content.decode()
    }
    assert seen == readers


def test_it_stands_beside_its_field_until_it_is_resolved(case, people, sign_in):
    client = sign_in(people.county)
    page = client.get(case.get_absolute_url()).content.decode()
    assert address(case, section="officer", field="首席质量官").replace("&", "&amp;") in page
    sent = {"text": "证书过期了吗？", "visibility": "office"}
    client.post(address(case, section="officer", field="首席质量官"), sent)
    row = Remark.objects.get()
    assert (row.section, row.field, row.by_name, row.office) == (
        "officer",
        "首席质量官",
        people.county.name,
        "county:330113",
    )
    body = client.get(case.get_absolute_url()).content.decode()
    assert body.count("证书过期了吗？") == 2
    client.post(reverse("declarations:resolve_remark", args=[case.pk, row.pk]))
    row.refresh_from_db()
    assert (row.resolved_by_name, row.resolved_at is None) == (people.county.name, False)
    body = client.get(case.get_absolute_url()).content.decode()
    assert (body.count("证书过期了吗？"), f"已处理：{people.county.name}" in body) == (1, True)


def test_a_row_of_a_table_is_a_place_too(case, people, sign_in):
    write(case, people.county, "单位不对", section="indicators", field="穿刺力")
    assert sign_in(people.county).get(case.get_absolute_url()).content.decode().count("单位不对") == 2


def test_a_place_that_the_version_lacks_does_not_exist(case, people, sign_in):
    client = sign_in(people.county)
    for place in ({"section": "nothing"}, {"section": "product", "field": "没有这一项"}, {"field": "品牌"}):
        assert client.get(address(case, **place)).status_code == 404


def test_nobody_resolves_what_they_do_not_read(case, people, sign_in):
    row = write(case, people.county, visibility=Visibility.OFFICE)
    url = reverse("declarations:resolve_remark", args=[case.pk, row.pk])
    assert (sign_in(people.city).post(url).status_code, sign_in(people.clerk).post(url).status_code) == (404, 404)
    shown = write(case, people.county, visibility=Visibility.APPLICANT)
    url = reverse("declarations:resolve_remark", args=[case.pk, shown.pk])
    assert sign_in(people.clerk).post(url).status_code == 403
    assert Remark.objects.filter(resolved_at=None).count() == 2


def test_the_enterprise_is_told_of_what_is_for_it(case, people):
    before = Message.objects.filter(to=people.clerk).count()
    write(case, people.county, visibility=Visibility.OFFICES)
    write(case, people.county, visibility=Visibility.APPLICANT)
    told = Message.objects.filter(to=people.clerk).order_by("pk")
    assert (told.count() - before, "有一条批注" in told.last().title) == (1, True)


def test_what_is_written_is_shown_as_text(case, people, sign_in):
    write(case, people.county, "<script>alert(1)</script>")
    assert "<script>alert" not in sign_in(people.county).get(case.get_absolute_url()).content.decode()
