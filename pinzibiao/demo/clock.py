"""The portal's clock, set to another day while the demo makes what must lie in the past."""

from contextlib import contextmanager
from datetime import date, datetime, time
from unittest import mock

from django.utils import timezone


@contextmanager
def travel(day: date):
    """``timezone.now()`` is nine o'clock of ``day``, never later than it is; today's clock is left alone."""
    if day == timezone.localdate():
        yield
        return
    moment = timezone.make_aware(datetime.combine(day, time(9, 0)))
    moment = min(moment, datetime.now(moment.tzinfo))
    with mock.patch.object(timezone, "now", return_value=moment):
        yield
