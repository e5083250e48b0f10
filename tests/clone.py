"""A database of its own, cloned from the test database, for tests that commit or use several connections."""

from contextlib import contextmanager

from django.db import connection, connections


@contextmanager
def cloned(name: str):
    """Connections lead to a fresh clone while it lasts; yields its URL. Needs an unblocked database.

    Flushing tables instead would meet the triggers that keep the event trail append-only.
    """
    settings = connection.settings_dict
    template = settings["NAME"]
    clone = f"{template}_{name}"
    _run_outside(template, f'DROP DATABASE IF EXISTS "{clone}"', f'CREATE DATABASE "{clone}" TEMPLATE "{template}"')
    settings["NAME"] = clone
    try:
        yield _url(settings)
    finally:
        connections.close_all()
        settings["NAME"] = template
        _run_outside(template, f'DROP DATABASE "{clone}" WITH (FORCE)')


def leave_alone() -> None:
    """End every session on the test database: a process that was just killed may still be leaving it."""
    _run_outside(connection.settings_dict["NAME"])


def _run_outside(template: str, *statements: str) -> None:
    connections.close_all()
    with connection._nodb_cursor() as cursor:
        # On a busy disk a database takes longer to go than any page may take to answer.
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
            [template],
        )
        for statement in statements:
            cursor.execute(statement)


def _url(settings: dict) -> str:
    auth = settings["USER"] + (f":{settings['PASSWORD']}" if settings["PASSWORD"] else "")
    return f"postgres://{auth}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"
