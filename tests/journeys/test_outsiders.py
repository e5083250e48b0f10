"""What happens in 临平 does not exist for 台州: by list, search, export, file or address. Source: DOMAIN.md 10."""

from urllib.parse import quote

import pytest
from django.utils import timezone

from tests.journeys.world import PROBLEM, PRODUCT

pytestmark = pytest.mark.journey
LISTS = (
    "/enterprises/", "/enterprises/certificates/", "/enterprises/brand/", "/declarations/", "/visits/",
    "/cultivation/entries/", "/cultivation/problems/", "/cultivation/measures/", "/reports/",
)  # fmt: skip


@pytest.mark.parametrize("who", ["taizhou_city", "xianju_officer"])
def test_there_is_nothing_of_it(who, made, request, at_desk, enterprise):
    pages, files = made.pages, made.files
    words = [enterprise.name, enterprise.uscc, PROBLEM, PRODUCT]
    desk = at_desk(request.getfixturevalue(who))
    desk.reads_nothing_of(*words)
    for address in (*LISTS, f"/cultivation/lists/{timezone.localdate().year}/4/"):
        assert desk.open(address) == 200
        desk.reads_nothing_of(*words)
        assert words_in(desk, f"{address}?export=csv", words) == []
    for address in ("/enterprises/", "/cultivation/problems/", "/visits/"):
        assert desk.open(f"{address}?q={quote('临平试验')}") == 200
        desk.reads_nothing_of(enterprise.name, PROBLEM)
    assert words_in(desk, f"/enterprises/choose/?q={quote('临平')}", words) == []
    assert {address: status(desk, address) for address in [*pages, *files]} == dict.fromkeys([*pages, *files], 404)


def test_the_county_itself_reads_all_of_it(made, at_desk, county_officer):
    pages, files = made.pages, made.files
    desk = at_desk(county_officer)
    assert {address: status(desk, address) for address in [*pages, *files]} == dict.fromkeys([*pages, *files], 200)


def words_in(desk, address: str, words: list[str]) -> list[str]:
    text = desk.page.request.get(desk.url + address).text()
    return [word for word in words if word in text]


def status(desk, address: str) -> int:
    return desk.page.request.get(desk.url + address).status
