"""Every check of script/test, in turn, against a PostgreSQL and a Valkey that live only as long as the run."""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from embedded import Postgres, Unready, Valkey

ROOT = Path(__file__).resolve().parent.parent
PYTHON = [sys.executable, "-m"]
MANAGE = [sys.executable, "manage.py"]

CHECKS = {
    "ruff format": [*PYTHON, "ruff", "format", "--check", "--quiet", "."],
    "ruff check": [*PYTHON, "ruff", "check", "--quiet", "."],
    "djlint": [*PYTHON, "djlint", "--lint", "--quiet", "templates"],
    "contracts": [sys.executable, "-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"],
    "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "deploy check": [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
}


def find_chromium() -> str | None:
    """A Chromium on this machine; Debian's package when we may install it; None leaves it to Playwright's own."""
    names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if found or os.geteuid() != 0 or not shutil.which("apt-get"):
        return found
    print("· 安装 Chromium (Debian's package, for the browser tests)", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "check": False, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run(["apt-get", "update"], **quiet)
    subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk"], **quiet)
    return shutil.which("chromium")


def browser(env: dict):
    """Name a browser to the tests, by CHROMIUM, or fetch Playwright's own."""
    if chromium := find_chromium():
        env["CHROMIUM"] = chromium
    elif subprocess.run([*PYTHON, "playwright", "install", "chromium"], env=env, check=False).returncode:
        raise SystemExit("✗ 找不到 Chromium，请先安装 (no Chromium: install one, or set CHROMIUM to its path)")


def environment(folder: Path) -> dict:
    """What the portal reads under test: nothing of the operator's settings but the two servers."""
    return os.environ | {
        "SECRET_KEY": secrets.token_urlsafe(64),
        "DATA_DIR": str(folder),
        "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1],testserver",
        "DEBUG": "0",
        "DEMO": "1",
        "HTTPS": "0",
        "DJANGO_SETTINGS_MODULE": "pinzibiao.settings",
    }


def run(name: str, command: list[str], env: dict) -> bool:
    started = time.monotonic()
    code = subprocess.run(command, cwd=ROOT, env=env, check=False).returncode
    print(f"{'✓' if code == 0 else '✗'} {name}  {time.monotonic() - started:.0f} s", flush=True)
    return code == 0


def check_all(env: dict) -> bool:
    """The quick checks. The deploy check sees the portal as an office runs it: behind HTTPS and without demo data."""
    office = env | {"HTTPS": "1", "DEMO": "0"}
    results = [run(name, command, office if name == "deploy check" else env) for name, command in CHECKS.items()]
    return all(results)


def pytest(arguments: list[str], env: dict) -> bool:
    # Journeys and other tests of one file share what they set up, so a file stays on one process.
    options = [] if arguments else ["-n", env.get("TEST_PROCESSES", "2"), "--dist", "loadfile", "--durations", "15"]
    if "DATABASE_URL" not in os.environ:
        # The whole server goes with the run: nothing is gained by dropping its databases one by one.
        options.append("--reuse-db")
    return run("pytest", [*PYTHON, "pytest", *options, *arguments], env)


def start_servers(folder: Path, env: dict, servers: list):
    """A PostgreSQL and a Valkey of this run, but for those that the environment names; started ones go to `servers`."""
    for variable, server in (("DATABASE_URL", Postgres(folder, durable=False)), ("REDIS_URL", Valkey(folder))):
        if variable not in os.environ:
            servers.append(server)
            server.start()
            env[variable] = server.url


def main() -> int:
    started = time.monotonic()
    parent = ROOT / ".data" / "test"
    parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=parent))
    env, servers = environment(folder), []
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        start_servers(folder, env, servers)
        browser(env)
        good = run("collectstatic", [*MANAGE, "collectstatic", "--noinput", "--verbosity", "0"], env)
        good = (bool(sys.argv[1:]) or check_all(env)) and good
        good = pytest(sys.argv[1:], env) and good
        print(f"{'✓' if good else '✗'} {time.monotonic() - started:.0f} s", flush=True)
        return 0 if good else 1
    except Unready as error:
        print(f"✗ {error}", file=sys.stderr)
        return 1
    finally:
        for server in reversed(servers):
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
