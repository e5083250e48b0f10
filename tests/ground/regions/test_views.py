"""The list of places."""

import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

pytestmark = pytest.mark.django_db
URL = "/regions/"


def test_its_address():
    assert reverse("regions:list") == URL


def test_who_may_open_it(everyone, sign_in):
    allowed = {name for name, person in everyone.items() if sign_in(person).get(URL).status_code == 200}
    assert allowed == {"administrator", "auditor", "province_handler", "province_reviewer", "province_leader"}


def test_signed_out_goes_to_sign_in(sign_in):
    assert sign_in(None).get(URL).url == f"/accounts/login/?next={URL}"


def test_found_by_alias(administrator, sign_in):
    page = sign_in(administrator).get(URL, {"q": "嘉兴经济开发区"}).content.decode()
    assert "3304Z1" in page
    assert "3304Z2" not in page


def test_export_holds_what_the_list_holds(administrator, sign_in):
    response = sign_in(administrator).get(URL, {"level": "zone", "export": "xlsx"})
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))
    rows = book.get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == ["3304Z1", "3304Z2", "3306Z1"]


def test_queries_do_not_grow_with_rows(administrator, sign_in, django_assert_num_queries):
    client = sign_in(administrator)
    client.get(URL)
    for query in ({"q": "临平"}, {"level": "zone"}):
        with django_assert_num_queries(QUERIES):
            client.get(URL, query)


QUERIES = 6
