"""Everybody can use it: axe finds nothing serious, the keyboard is enough, nothing is wider than the screen."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from tests.cast import PASSWORD
from tests.factories.visits import visit_at
from tests.journeys.desk import Desk

pytestmark = pytest.mark.journey
GRAVE = {"serious", "critical"}
OPTIONS = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
WIDER_THAN_SCREEN = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_the_pages_of_a_county(made, at_desk, county_officer):
    year = timezone.localdate().year
    submitted = made.cases["submitted"].get_absolute_url()
    lists = (
        "enterprises",
        "declarations",
        "visits",
        "experts",
        "projects",
        "reports",
        "jobs",
        "notices",
        "enterprises/brand",
    )
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
    assert faults(at_desk, county_officer, addresses) == {}


def test_the_pages_of_an_enterprise(made, at_desk, clerk):
    draft = made.cases["draft"].get_absolute_url()
    sections = (
        "enterprise",
        "product",
        "indicators",
        "reports",
        "systems",
        "essence",
        "officer",
        "promises",
        "attachments",
    )
    addresses = ["/", "/declarations/new/", f"{draft}edit/", *(f"{draft}edit/{name}/" for name in sections)]
    assert faults(at_desk, clerk, [*addresses, draft, "/accounts/profile/"]) == {}


def test_the_pages_of_experts_city_and_administrator(
    made, at_desk, expert_user, city_officer, administrator, enterprise, county_officer
):
    visit = visit_at("recording", enterprise, expert_user, county=county_officer, member=None)
    judged = made.cases["evaluation"].get_absolute_url()
    found = faults(
        at_desk,
        expert_user,
        ["/", "/visits/mine/", f"/visits/{visit.pk}/record/", f"{judged}move/evaluate/", "/experts/me/"],
    )
    found |= faults(at_desk, city_officer, ["/", f"{judged}move/replace_expert/"])
    found |= faults(at_desk, administrator, ["/", "/accounts/users/", "/accounts/matrix/"])
    assert found == {}


def test_the_pages_of_everybody(made, at_desk):
    authorisation = made.cases["authorised"].authorisation
    notice = made.cases["in_notice"].notices.get()
    addresses = [
        "/accounts/login/",
        "/enterprises/account-requests/new/",
        "/public/",
        "/public/notices/",
        "/public/verify/",
        notice.get_absolute_url(),
        f"{notice.get_absolute_url()}objection/",
        authorisation.get_absolute_url(),
    ]
    assert faults(at_desk, None, addresses) == {}


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
    reach(desk, lambda here: urlsplit(here["href"]).path == case.get_absolute_url())
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url(f"**{case.get_absolute_url()}*")
    # Past the content with its links to the side where the case is decided.
    reach(desk, lambda here: here["text"] == "跳到办理", most=3)
    desk.page.keyboard.press("Enter")
    reach(desk, lambda here: here["text"] == "受理" and here["tag"] == "A", most=5)
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url("**/move/accept/*")
    reach(desk, lambda here: here["text"] == "受理" and here["tag"] == "BUTTON")
    desk.page.keyboard.press("Enter")
    desk.reads("已办理「受理」", "形式审查中")


def faults(at_desk, person, addresses: list[str]) -> dict[tuple[str, int], list[str]]:
    """``{(address, width): what is wrong}``: axe's grave findings, and what makes the page scroll sideways."""
    found = {}
    for width in (1440, 390):
        desk = at_desk(person, width=width)
        for address in addresses:
            if wrong := faults_of(desk, address):
                found[address, width] = wrong
    return found


def faults_of(desk: Desk, address: str) -> list[str]:
    status = desk.open(address)
    wrong = [f"status {status}"] if status != 200 else []
    if desk.page.evaluate(WIDER_THAN_SCREEN) > 0:
        wrong.append("wider than the screen")
    return wrong + grave(desk)


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


def test_the_check_sees_what_is_wrong(at_desk):
    """A button without a name and a line wider than a phone are found."""
    desk = at_desk(width=390)
    desk.open("/accounts/login/")
    assert grave(desk) == []
    desk.page.evaluate("""() => {
      const wide = document.createElement("button");
      wide.className = "text-nowrap d-block w-auto";
      document.querySelector("main").append(wide);
      const line = document.createElement("p");
      line.className = "text-nowrap";
      line.textContent = "宽".repeat(200);
      document.querySelector("main").append(line);
    }""")
    assert [one.partition(":")[0] for one in grave(desk)] == ["button-name"]
    assert desk.page.evaluate(WIDER_THAN_SCREEN) > 0
