"""Starts a fresh PostgreSQL and Valkey, fills them, and runs the measures asked for (all without names)."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SCRIPT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(SCRIPT), str(SCRIPT.parent)]

from checks import environment  # noqa: E402
from embedded import Postgres, Valkey  # noqa: E402


def start(folder: Path) -> list:
    """Both servers, named to Django by the environment."""
    postgres, valkey = Postgres(folder), Valkey(folder)
    for server in (postgres, valkey):
        server.start()
    os.environ |= environment(folder) | {"DATABASE_URL": postgres.url, "REDIS_URL": valkey.url, "LOG_LEVEL": "ERROR"}
    return [valkey, postgres]


def prepare():
    """Tables and static files, as script/server makes them."""
    for command in (["migrate", "--verbosity", "0"], ["collectstatic", "--noinput", "--verbosity", "0"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=SCRIPT.parent, check=True, stdout=sys.stderr)


def measure(names: list[str]):
    import django

    django.setup()
    from benchmarks.measures import MEASURES

    if unknown := set(names) - set(MEASURES):
        raise SystemExit(f"✗ no such measure: {', '.join(sorted(unknown))}; there are {', '.join(MEASURES)}")
    for name in names or MEASURES:
        print(MEASURES[name]().as_json(), flush=True)


def main():
    parent = SCRIPT.parent / ".data" / "bench"
    parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=parent))
    servers = []
    try:
        servers = start(folder)
        prepare()
        measure(sys.argv[1:])
    finally:
        for server in servers:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
