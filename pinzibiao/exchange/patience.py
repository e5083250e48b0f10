"""Transactions that may take their time: a province's register is not written as fast as a page must answer."""

from contextlib import contextmanager

from django.db import connection, transaction

PATIENCE = "SET LOCAL statement_timeout = '9min'; SET LOCAL idle_in_transaction_session_timeout = '2min'"


@contextmanager
def unhurried():
    """One transaction whose statements may last nearly as long as a job: in a worker and from a command alike."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(PATIENCE)
        yield
