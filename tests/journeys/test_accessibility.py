"""Everybody can use it: axe finds nothing serious, the keyboard is enough, nothing is wider than the screen."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from tests.cast import PASSWORD
from tests.journeys.desk import Desk

pytestmark = pytest.mark.journey
GRAVE = {"serious", "critical"}
OPTIONS = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
WIDER_THAN_SCREEN = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_the_pages_of_a_county(made, at_desk, county_officer, width):
    year = timezone.localdate().year
    submitted = made.cases["submitted"].get_absolute_url()
    lists = ("enterprises", "declarations", "visits", "experts", "projects", "reports", "jobs", "enterprises/brand")
    addresses = [
        "/",
        *(f"/{name}/" for name in lists),
        "/cultivation/entries/",
        "/cultivation/problems/",
        f"/cultivation/lists/{year}/4/",
        "/reports/figures/",
        *made.pages,
        f"{submitted}move/accept/",
        "/enterprises/new/",
        "/visits/new/",
        "/reports/new/",
        "/enterprises/?q=没有这个企业",
    ]
    assert faults(at_desk(county_officer, width=width), addresses) == {}


def test_the_pages_of_an_enterprise(made, at_desk, clerk, width):
    draft = made.cases["draft"].get_absolute_url()
    sections = ("product", "indicators", "reports", "essence", "promises", "attachments")
    addresses = ["/", "/declarations/new/", f"{draft}edit/", *(f"{draft}edit/{name}/" for name in sections)]
    assert faults(at_desk(clerk, width=width), [*addresses, draft, "/accounts/profile/"]) == {}


def test_the_pages_of_experts_city_and_administrator(
    made, at_desk, expert_user, city_officer, administrator, enterprise, county_officer, width
):
    from tests.factories.visits import visit_at

    visit = visit_at("recording", enterprise, expert_user, county=county_officer, member=None)
    judged = made.cases["evaluation"].get_absolute_url()
    found = faults(
        at_desk(expert_user, width=width),
        ["/", "/visits/mine/", f"/visits/{visit.pk}/record/", f"{judged}move/evaluate/", "/experts/me/"],
    )
    found |= faults(at_desk(city_officer, width=width), ["/", f"{judged}move/replace_expert/"])
    found |= faults(at_desk(administrator, width=width), ["/", "/accounts/users/", "/accounts/matrix/"])
    assert found == {}


def test_the_pages_of_everybody(made, at_desk, width):
    authorisation = made.cases["authorised"].authorisation
    notice = made.cases["in_notice"].notices.get()
    addresses = [
        "/accounts/login/",
        "/enterprises/account-requests/new/",
        "/public/",
        "/public/notices/",
        notice.get_absolute_url(),
        f"{notice.get_absolute_url()}objection/",
        authorisation.get_absolute_url(),
    ]
    assert faults(at_desk(width=width), addresses) == {}


def test_by_keyboard_alone(made, at_desk, county_officer):
    """Sign in, open what waits, take the act: no mouse."""
    desk = at_desk()
    desk.open("/accounts/login/")
    reach(desk, lambda here: here["name"] == "login")
    desk.page.keyboard.type(county_officer.username)
    reach(desk, lambda here: here["name"] == "password")
    desk.page.keyboard.type(PASSWORD)
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url(f"{desk.url}/")
    case = made.cases["submitted"]
    reach(desk, lambda here: here["href"].endswith(case.get_absolute_url()))
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url(f"**{case.get_absolute_url()}")
    reach(desk, lambda here: here["text"] == "受理")
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url("**/move/accept/")
    reach(desk, lambda here: here["text"] == "受理" and here["tag"] == "BUTTON")
    desk.page.keyboard.press("Enter")
    desk.reads("已办理「受理」", "形式审查中")


@pytest.fixture(params=[1440, 390])
def width(request) -> int:
    return request.param


def faults(desk: Desk, addresses: list[str]) -> dict[str, list[str]]:
    """``{address: what is wrong with its page}``: axe's grave findings, and what makes the page scroll sideways."""
    found = {}
    for address in addresses:
        status = desk.open(address)
        wrong = [f"status {status}"] if status != 200 else []
        if desk.page.evaluate(WIDER_THAN_SCREEN) > 0:
            wrong.append("wider than the screen")
        if wrong := wrong + grave(desk):
            found[address] = wrong
    return found


def grave(desk: Desk) -> list[str]:
    violations = Axe().run(desk.page, options=OPTIONS).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in violations if one["impact"] in GRAVE]


FOCUSED = """() => {
  const node = document.activeElement;
  return {tag: node.tagName, name: node.name || "", href: node.href || "", text: (node.innerText || "").trim()};
}"""


def reach(desk: Desk, wanted: Callable[[dict], bool], most: int = 90) -> None:
    """Press Tab until the focus is there; it must be visible there."""
    for _ in range(most):
        if wanted(desk.page.evaluate(FOCUSED)):
            return
        desk.page.keyboard.press("Tab")
    raise AssertionError(f"{most} times Tab did not lead there, the focus is at {desk.page.evaluate(FOCUSED)}")
