"""The Celery application: ``celery -A pinzibiao.celery worker`` and ``… beat``.

Workers are rung by the relay; beat only sends a tick each minute (docs/adr, jobs).
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pinzibiao.settings")
# A report may ask the database for longer than a page may.
os.environ.setdefault("STATEMENT_TIMEOUT_MS", "120000")

app = Celery("pinzibiao")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {"tick": {"task": "jobs.tick", "schedule": 60.0, "options": {"expires": 60}}}
