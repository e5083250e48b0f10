"""Ringing Celery: the one place that talks to Redis on behalf of a job, and never for longer than a few seconds.

Only the relay rings. A request never does: against a Redis that accepts and never answers it would hang for ever.
"""

import uuid
from functools import cache

from celery import Celery
from django.conf import settings

TASK = "jobs.run"
# One try, two seconds: the relay comes back by itself, and a hung ring would stop all the others.
_PATIENCE = {"socket_timeout": 2, "socket_connect_timeout": 2, "max_retries": 0, "interval_start": 0}


class Unheard(Exception):
    """The broker did not take the message; the text says why, for the operator's log."""


@cache
def _producer() -> Celery:
    app = Celery("relay", set_as_current=False, broker=settings.CELERY_BROKER_URL)
    app.conf.update(
        task_ignore_result=True,
        task_publish_retry=False,
        broker_transport_options={**settings.CELERY_BROKER_TRANSPORT_OPTIONS, **_PATIENCE},
    )
    return app


def ring(job_ids: list[uuid.UUID]) -> None:
    """Tell the workers of these jobs. Raises ``Unheard``; what was rung before stays rung, which does no harm."""
    try:
        with _producer().connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=4)
            with _producer().amqp.Producer(connection, auto_declare=False) as producer:
                for job_id in job_ids:
                    _producer().send_task(TASK, args=[str(job_id)], producer=producer, retry=False)
    except Exception as broken:
        raise Unheard(f"{type(broken).__name__}: {broken}") from broken
