"""The schedule of the live tests: nothing by the calendar, and jobs that leave a line in a file each time they run.

Loaded by the real worker through ``JOB_SCHEDULE``.
"""

import os
import threading
import time
from pathlib import Path

from pinzibiao.jobs.registry import JobRefused, job

SCHEDULE = []


def note(row, word: str) -> None:
    with open(row.params["file"], "a", encoding="utf-8") as lines:
        lines.write(f"{word}\n")


@job("tests.mark")
def mark(row, progress):
    note(row, "ran")
    return {"url": "/made/", "label": "打开"}


@job("tests.gated")
def gated(row, progress):
    """Begins, and ends only when the gate is there."""
    note(row, f"began {os.getpid()}")
    progress(30, "正在等待")
    until = time.monotonic() + 60
    while not Path(row.params["gate"]).exists() and time.monotonic() < until:
        threading.Event().wait(0.05)
    note(row, "ended")


@job("tests.broken")
def broken(row, progress):
    note(row, "tried")
    raise ValueError("secret detail")


@job("tests.refused")
def refused(row, progress):
    note(row, "tried")
    raise JobRefused("所选期间没有数据，请换一个期间再生成。")
