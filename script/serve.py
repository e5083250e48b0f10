"""The portal with everything it needs, in the foreground: servers, data, web, worker, beat and relay.

Called by script/server, which has set up the packages. Ctrl-C or TERM stops all; so does the end of the web server.
"""

import argparse
import contextlib
import fcntl
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from embedded import Postgres, Unready, Valkey, die_with_parent, stop

ROOT = Path(__file__).resolve().parent.parent
CELERY = ["celery", "-A", "pinzibiao.celery:app"]


def say(text: str):
    print(f"· {text}", flush=True)


def give_up(text: str):
    print(f"✗ {text}", file=sys.stderr, flush=True)
    raise SystemExit(1)


def arguments():
    parser = argparse.ArgumentParser(prog="script/server", description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 lets other machines in")
    parser.add_argument("--fresh", action="store_true", help="delete all data under .data/ and start over")
    return parser.parse_args()


def refuse_taken_port(host: str, port: int):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            give_up(f"端口 {port} 不可用，请换一个：script/server --port {port + 1} (port not free: {error})")


def only_one(folder: Path):
    """Hold a lock for as long as this process lives: two portals must not share one data folder."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("w")
    except OSError as error:
        give_up(f"无法写入数据目录 (cannot write in {folder}: {error.strerror})")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        give_up(f"门户已在运行，请先停止它 (already running with the data in {folder})")
    return lock


def start_over(folder: Path):
    if "DATABASE_URL" in os.environ:
        give_up("--fresh 只清空 .data/ 内的数据，不会清空 DATABASE_URL 所指的数据库 (unset DATABASE_URL first)")
    say("清空演示数据 (starting over)")
    for child in folder.iterdir():
        if child.name not in {"lock", "test"}:
            shutil.rmtree(child) if child.is_dir() else child.unlink()


def environment(folder: Path, host: str, port: int) -> dict:
    """What the portal reads; whatever the operator has set wins."""
    key = folder / "secret_key"
    if not key.exists():
        key.write_text(secrets.token_urlsafe(64))
        key.chmod(0o600)
    names = "localhost,127.0.0.1,[::1]" + (f",{socket.gethostname()},*" if host == "0.0.0.0" else "")
    defaults = {
        "SECRET_KEY": key.read_text(),
        "DATA_DIR": str(folder),
        "ALLOWED_HOSTS": names,
        "SITE_URL": f"http://localhost:{port}",
        "HTTPS": "0",
        "DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "pinzibiao.settings",
        "PYTHONUNBUFFERED": "1",
    }
    return defaults | dict(os.environ)


class House:
    """The processes of one running portal, in the order in which they were started."""

    def __init__(self, folder: Path, env: dict):
        self.folder, self.env = folder, env
        self.logs = folder / "log"
        self.logs.mkdir(exist_ok=True)
        self.accounts = folder / "accounts.txt"
        self.accounts.unlink(missing_ok=True)
        self.servers, self.children = [], {}

    def servers_of_its_own(self):
        for variable, server in (("DATABASE_URL", Postgres), ("REDIS_URL", Valkey)):
            if variable in os.environ:
                say(f"{variable}：使用已有的服务 (using yours)")
                continue
            say(f"启动 {server.NAME} (starting)")
            running = server(self.folder)
            self.servers.append(running)
            running.start()
            self.env[variable] = running.url

    def prepare(self):
        """Tables, static files, reference data, demo data once: waited for; its failure ends the start-up."""
        say("准备数据库，装入演示数据首次约需一两分钟 (preparing; the demo data takes a minute or two, once)")
        command = [sys.executable, "script/prepare.py", str(self.accounts)]
        if subprocess.run(command, cwd=ROOT, env=self.env, check=False).returncode:
            give_up("准备失败，原因见上 (preparing failed, see above)")

    def start(self, name: str, *command: str):
        with (self.logs / f"{name}.log").open("wb") as log:
            self.children[name] = subprocess.Popen(
                [sys.executable, *command], cwd=ROOT, env=self.env, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, start_new_session=True, preexec_fn=die_with_parent,
            )  # fmt: skip

    def stop(self):
        # First those that use, last those that are used.
        for child in reversed(self.children.values()):
            with contextlib.suppress(ProcessLookupError):
                child.send_signal(signal.SIGTERM)
        for child in reversed(self.children.values()):
            stop(child)
        for server in reversed(self.servers):
            server.stop()


def start_all(house: House, host: str, port: int):
    web = ["--interface", "wsgi", "--host", host, "--port", str(port), "--workers", house.env.get("WEB_WORKERS", "2")]
    # One blocking thread a worker: with more, 200 clients exhaust the connections and most answers are failures.
    web += ["--blocking-threads", "1", "--backlog", "1024", "--respawn-failed-workers", "--no-ws"]
    house.start("web", "-m", "granian", *web, "pinzibiao.wsgi:application")
    house.start("worker", "-m", *CELERY, "worker", "--concurrency", "1", "--without-gossip", "--without-mingle")
    house.start("beat", "-m", *CELERY, "beat", "--pidfile=", "--schedule", str(house.folder / "beat"))
    house.start("relay", "manage.py", "relay_jobs")


def wait_until_ready(house: House, port: int, seconds: int = 120):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for name, child in house.children.items():
            if child.poll() is not None:
                give_up(f"{name} 未能启动 (did not start); {house.logs / f'{name}.log'}")
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            if urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=2).status == 200:
                return
        time.sleep(0.1)
    give_up(f"门户 {seconds} 秒内未就绪，日志在 {house.logs} (not ready; see the logs)")


def watch(house: House):
    """Until a child ends. A worker, beat or relay that died is started again; without the web there is no portal."""
    while True:
        time.sleep(0.5)
        for name, child in house.children.items():
            if child.poll() is not None:
                if name == "web":
                    give_up(f"网站进程已退出 (the web server ended); {house.logs / 'web.log'}")
                say(f"{name} 已退出，正在重新启动 (ended with {child.returncode}, starting again)")
                time.sleep(1)
                house.start(name, *child.args[1:])


def main():
    given = arguments()
    folder = Path(os.environ.get("DATA_DIR", ROOT / ".data")).resolve()
    lock = only_one(folder)
    refuse_taken_port(given.host, given.port)
    if given.fresh:
        start_over(folder)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(signal.SIGHUP, lambda *_: sys.exit(0))
    house = House(folder, environment(folder, given.host, given.port))
    try:
        house.servers_of_its_own()
        house.prepare()
        start_all(house, given.host, given.port)
        wait_until_ready(house, given.port)
        if house.accounts.exists():
            print(house.accounts.read_text(), flush=True)
        say(f"门户已就绪 (ready): http://localhost:{given.port}/   Ctrl-C 停止 (stops)   日志 (logs): {house.logs}")
        watch(house)
    except KeyboardInterrupt:
        print()
    except Unready as error:
        give_up(str(error))
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        say("正在停止 (stopping)")
        house.stop()
        lock.close()


if __name__ == "__main__":
    main()
