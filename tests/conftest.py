"""The cast, and the database for tests that must commit."""

import pytest
from django.core.cache import caches

from pinzibiao.lib import public_cache, throttle
from tests.clone import cloned, leave_alone

pytest_plugins = ["tests.cast", "tests.live"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, which nobody else is using any more when it is dropped."""
    yield
    with django_db_blocker.unblock():
        leave_alone()


@pytest.fixture(autouse=True)
def nobody_has_asked_yet(monkeypatch):
    """All tests come from one address and share one memory, and most look again within the minute."""
    for limit in (throttle.PAGES, throttle.FORMS, throttle.VERIFICATIONS):
        limit.forget()
    caches["public"].clear()
    monkeypatch.setattr(public_cache, "SECONDS", 0)


@pytest.fixture
def committed_db(django_db_setup, django_db_blocker, request):
    """A database of its own, for tests that commit or use several connections. Yields its URL."""
    with django_db_blocker.unblock(), cloned(str(abs(hash(request.node.nodeid)) % 10**8)) as url:
        yield url
