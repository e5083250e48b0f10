"""我的消息: the bell, the list, reading, and what comes by mail."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pinzibiao.notices import actions
from pinzibiao.notices.models import MailChoice, Message
from pinzibiao.notices.selectors import COUNTED

pytestmark = pytest.mark.django_db
LIST = "/notices/"


def tell(user, count: int = 1, kind: str = "tests.kind") -> None:
    for n in range(count):
        actions.tell([user], kind, f"事项{n}", "/accounts/profile/", f"{kind}{n}")


def test_the_bell_counts_what_is_unread_and_only_ones_own(county_officer, county_second, sign_in):
    tell(county_officer, 3)
    tell(county_second, 5)
    body = sign_in(county_officer).get("/accounts/profile/").content.decode()
    assert '<span class="bell-count">3<' in body


def test_the_bell_stops_counting_at_a_hundred(county_officer, sign_in):
    tell(county_officer, COUNTED + 5)
    page = sign_in(county_officer).get("/accounts/profile/")
    assert (page.wsgi_request.user.unread, "99+" in page.content.decode()) == (COUNTED, True)


@pytest.mark.parametrize("count", [0, 3])
def test_the_bell_costs_no_query(count, county_officer, sign_in):
    client = sign_in(county_officer)
    client.get("/accounts/profile/")
    tell(county_officer, count)
    with CaptureQueriesContext(connection) as found:
        client.get("/accounts/profile/")
    assert [one["sql"] for one in found if one["sql"].startswith('SELECT "notices_')] == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_rows(count, county_officer, sign_in, django_assert_num_queries):
    tell(county_officer, count)
    client = sign_in(county_officer)
    client.get(LIST)
    with django_assert_num_queries(5):
        client.get(LIST)


def test_the_list_holds_ones_own_newest_first_and_filters(county_officer, county_second, sign_in):
    tell(county_officer, 2)
    tell(county_officer, 1, "tests.other")
    actions.tell([county_second], "tests.kind", "别人的事", "/", "k")
    client = sign_in(county_officer)
    body = client.get(LIST).content.decode()
    assert (body.index("事项1") < body.rindex("事项0"), "别人的事" in body) == (True, False)
    assert "别人的事" not in client.get(LIST, {"q": "别人"}).content.decode().split("<tbody>")[-1]
    first = Message.objects.filter(to=county_officer).earliest("pk")
    client.get(first.get_absolute_url())
    found = {state: client.get(LIST, {"state": state}).context["page_obj"].count for state in ("unread", "read")}
    assert found == {"unread": 2, "read": 1}
    assert client.get(LIST, {"kind": "tests.other"}).context["page_obj"].count == 1


def test_opening_marks_read_and_leads_on(county_officer, county_second, sign_in):
    tell(county_officer)
    message = Message.objects.get()
    assert sign_in(county_second).get(message.get_absolute_url()).status_code == 404
    answer = sign_in(county_officer).get(message.get_absolute_url())
    message.refresh_from_db()
    assert (answer.status_code, answer.url, message.read_at is None) == (302, "/accounts/profile/", False)


def test_all_are_marked_read_at_once(county_officer, county_second, sign_in):
    tell(county_officer, 2)
    tell(county_second)
    page = sign_in(county_officer).post(reverse("notices:read"), follow=True)
    assert "2 条消息已标为已读" in page.content.decode()
    assert Message.objects.filter(read_at=None).get().to == county_second


def test_mail_is_chosen_by_kind_and_only_of_ones_own_kinds(city_officer, county_officer, sign_in, settings):
    settings.MAIL_IS_ON = True
    client = sign_in(city_officer)
    body = client.get(reverse("notices:mail")).content.decode()
    assert ("试验消息" in body, "别的消息" in body, "还没有登记邮箱" in body) == (True, False, True)
    assert client.post(reverse("notices:mail"), {"kinds": ["tests.other"]}).status_code == 422
    assert client.post(reverse("notices:mail"), {}).status_code == 302
    assert list(MailChoice.objects.values_list("user", "kind", "is_wanted")) == [(city_officer.pk, "tests.kind", False)]
