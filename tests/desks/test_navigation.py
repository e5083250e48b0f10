"""The menu: whoever finds a page there may open it."""

import pytest

from desks.navigation import sections


class Asking:
    """A request of which the menu asks only the person."""

    def __init__(self, user):
        self.user = user


@pytest.mark.parametrize(
    "name",
    [
        "province_handler",
        "city_officer",
        "county_officer",
        "zone_officer",
        "clerk",
        "expert_user",
        "lead_body",
        "auditor",
        "administrator",
    ],
)
def test_every_entry_opens(name, request, sign_in):
    user = request.getfixturevalue(name)
    client = sign_in(user)
    links = [link for section in sections(Asking(user)) for link in section.links]
    assert links
    closed = [link.url for link in links if client.get(link.url, follow=True).status_code != 200]
    assert closed == []


def test_without_a_role_there_is_only_the_home_page(nobody):
    assert [link.url for section in sections(Asking(nobody)) for link in section.links] == []
