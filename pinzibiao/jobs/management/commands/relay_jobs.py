"""``manage.py relay_jobs``: the process that carries jobs from Postgres to Celery and keeps the calendar."""

import logging
import signal
import threading
import time

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections, connection

from pinzibiao.jobs import bell, relay, schedule

log = logging.getLogger("pinzibiao.jobs.relay")

TICK_EVERY = 20.0
# While the broker is silent each try costs seconds; there is no hurry to find it silent again.
OUTAGE_PAUSE = 2.0


class Command(BaseCommand):
    help = "把排队的后台任务通知给 Celery，并按日程产生定时任务；常驻运行，Ctrl-C 结束。"

    def add_arguments(self, parser):
        parser.add_argument("--interval", type=float, default=0.5, help="两次查询之间的秒数")
        parser.add_argument("--no-schedule", action="store_true", help="不产生定时任务，只转发")
        parser.add_argument("--once", action="store_true", help="只做一轮")

    def handle(self, *, interval, no_schedule, once, **options):
        self.stop = threading.Event()
        self.is_out = False
        self.next_tick = float("inf") if no_schedule else 0.0
        if once:
            self.round()
            return
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self.stop.set())
        log.info("relay started")
        while not self.stop.is_set():
            self.stop.wait(OUTAGE_PAUSE if self.round() is None else interval)
        log.info("relay stopped")

    def round(self) -> int | None:
        """One round; ``None`` when Postgres or the broker is away, which is logged once an outage."""
        close_old_connections()
        try:
            self.tick()
            rung = relay.round_once()
        except bell.Unheard as reason:
            return self.tell_outage("the broker does not answer, jobs wait in the database: %s", reason)
        except DatabaseError as reason:
            connection.close()
            return self.tell_outage("the database does not answer: %s", reason)
        if self.is_out:
            log.warning("the outage is over, waiting jobs are being rung")
        self.is_out = False
        return rung

    def tick(self) -> None:
        if time.monotonic() >= self.next_tick:
            schedule.tick()
            self.next_tick = time.monotonic() + TICK_EVERY

    def tell_outage(self, message: str, reason: Exception) -> None:
        if not self.is_out:
            log.error(message, reason)
        self.is_out = True
