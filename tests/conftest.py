"""The cast, and the database for tests that must commit."""

import pytest
from django.db import connection, connections

pytest_plugins = ["tests.cast", "tests.live"]


@pytest.fixture
def committed_db(django_db_setup, django_db_blocker, request):
    """A database of its own, cloned from the test database, for tests that commit or use several connections.

    Flushing tables instead would meet the triggers that keep the event trail append-only. Yields its URL.
    """
    settings = connection.settings_dict
    template = settings["NAME"]
    clone = f"{template}_{abs(hash(request.node.nodeid)) % 10**8}"
    with django_db_blocker.unblock():
        _run_outside(template, f'DROP DATABASE IF EXISTS "{clone}"', f'CREATE DATABASE "{clone}" TEMPLATE "{template}"')
        settings["NAME"] = clone
        yield _url(settings)
        connections.close_all()
        settings["NAME"] = template
        _run_outside(template, f'DROP DATABASE "{clone}" WITH (FORCE)')


def _run_outside(template: str, *statements: str) -> None:
    connections.close_all()
    with connection._nodb_cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
            [template],
        )
        for statement in statements:
            cursor.execute(statement)


def _url(settings: dict) -> str:
    auth = settings["USER"] + (f":{settings['PASSWORD']}" if settings["PASSWORD"] else "")
    return f"postgres://{auth}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"
