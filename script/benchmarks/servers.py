"""A PostgreSQL and a Valkey in a folder, with tables and static files, for as long as a measure needs them."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from checks import environment
from embedded import Postgres, Valkey

ROOT = Path(__file__).resolve().parent.parent.parent
SETUP = (["migrate", "--verbosity", "0"], ["collectstatic", "--noinput", "--verbosity", "0"])


@contextmanager
def running(folder: Path) -> Iterator[dict]:
    """Yields the environment that leads Django to both servers. What is in the folder already stays."""
    folder.mkdir(parents=True, exist_ok=True)
    postgres, valkey = Postgres(folder), Valkey(folder)
    started = []
    try:
        for server in (postgres, valkey):
            started.append(server)
            server.start()
        env = environment(folder) | {"DATABASE_URL": postgres.url, "REDIS_URL": valkey.url, "LOG_LEVEL": "ERROR"}
        for command in SETUP:
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=env, check=True, stdout=sys.stderr)
        yield env
    finally:
        for server in reversed(started):
            server.stop()
