"""The portal as it really runs, and people at real browsers."""

import os

import pytest

from pinzibiao.jobs import bell
from tests.journeys.desk import Desk

# Playwright keeps an event loop of its own in this thread; no request of Django runs in it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The machine's own Chromium where there is one; as root it has no sandbox."""
    found = {"executable_path": "/usr/bin/chromium"} if os.path.exists("/usr/bin/chromium") else {}
    return {**browser_type_launch_args, **found, "args": ["--no-sandbox", "--disable-dev-shm-usage"]}


@pytest.fixture
def portal(live, settings):
    """Web server, worker and relay on a database of their own."""
    live.env["SITE_URL"] = live.url
    settings.CELERY_BROKER_URL = live.valkey.url
    bell._producer.cache_clear()
    live.start("web", "worker", "relay")
    yield live
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
