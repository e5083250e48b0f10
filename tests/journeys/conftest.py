"""The portal as it really runs, and people at real browsers."""

import os

import pytest

from pinzibiao.jobs import bell
from tests.factories.declarations import People
from tests.journeys.desk import Desk
from tests.journeys.world import World, one_of_everything

# Playwright keeps an event loop of its own in this thread; no request of Django runs in it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The Chromium that script/test found (``CHROMIUM``), or Debian's, or Playwright's own; root has no sandbox."""
    chromium = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
    found = {"executable_path": chromium} if os.path.exists(chromium) else {}
    return {**browser_type_launch_args, **found, "args": ["--no-sandbox", "--disable-dev-shm-usage"]}


@pytest.fixture
def portal(live):
    """The web server, on a database of its own."""
    live.env["SITE_URL"] = live.url
    live.start("web")
    return live


@pytest.fixture
def machines(portal, settings):
    """Relay and worker beside it, and a test that may ring them."""
    settings.CELERY_BROKER_URL = portal.valkey.url
    bell._producer.cache_clear()
    portal.start("worker", "relay")
    yield
    bell._producer.cache_clear()


@pytest.fixture
def at_desk(portal, browser):
    """``at_desk(person, width=1440) -> Desk``: signed in through the page; ``None`` is somebody from the street.

    At the end no desk may have met an error, a refusal of the CSP or a request that left for another host.
    """
    desks: list[Desk] = []

    def sit_down(person=None, *, width: int = 1440) -> Desk:
        desks.append(Desk(browser, portal.url, width))
        if person is not None:
            desks[-1].sign_in(person)
        return desks[-1]

    yield sit_down
    for desk in desks:
        desk.leave()
    assert [trouble for desk in desks for trouble in desk.troubles] == []


@pytest.fixture
def made(
    committed_db, enterprise, clerk, signatory, county_officer, county_second, city_officer, province_handler,
    expert_user, second_expert_user, lead_organisation,
) -> World:  # fmt: skip
    """One of everything, all in 临平, nothing of it touched by anybody else."""
    people = People(
        clerk, signatory, county_officer, county_second, city_officer, province_handler,
        [expert_user.expert, second_expert_user.expert],
    )  # fmt: skip
    return one_of_everything(enterprise, people, lead_organisation)
