"""The servers out of wheels: real ones, behind a password, gone when they are stopped or their parent dies."""

import signal
import subprocess
import sys

import psutil
import psycopg2
import pytest
import redis

from tests.architecture.house import ROOT

sys.path.insert(0, str(ROOT / "script"))
from embedded import Postgres, Unready, Valkey, stop


@pytest.fixture
def folder(tmp_path_factory):
    # Root's PostgreSQL runs as another user, who must be able to pass through to the data.
    return tmp_path_factory.mktemp("服务 with spaces")


@pytest.fixture
def postgres(folder):
    server = Postgres(folder, durable=False)
    server.start()
    yield server
    server.stop()


def _ask(url: str, question: str):
    connection = psycopg2.connect(url)
    try:
        with connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchone()
    finally:
        connection.close()


def test_postgres_knows_chinese_letters(postgres):
    assert _ask(postgres.url, "SHOW server_encoding") == ("UTF8",)
    question = "SELECT datlocale FROM pg_database WHERE datname = current_database()"
    assert _ask(postgres.url, question) == ("C.UTF-8",)


def test_postgres_asks_for_the_password(postgres):
    with pytest.raises(psycopg2.OperationalError, match="password"):
        _ask(postgres.url.replace(postgres.password, "guess"), "SELECT 1")


def test_postgres_keeps_its_data(postgres):
    psycopg2.connect(postgres.url).close()
    connection = psycopg2.connect(postgres.url)
    connection.autocommit = True
    connection.cursor().execute("CREATE TABLE kept AS SELECT 42 AS answer")
    connection.close()
    postgres.stop()
    again = Postgres(postgres.data.parent)
    again.start()
    try:
        assert _ask(again.url, "SELECT answer FROM kept") == (42,)
    finally:
        again.stop()


def test_a_broken_data_folder_is_named(folder):
    (folder / "postgres").mkdir()
    (folder / "postgres" / "PG_VERSION").write_text("18")
    with pytest.raises(Unready, match="PostgreSQL"):
        Postgres(folder).start()


def test_valkey_asks_for_the_password(folder):
    server = Valkey(folder)
    server.start()
    try:
        assert redis.Redis.from_url(server.url).ping() is True
        with pytest.raises(redis.AuthenticationError):
            redis.Redis(port=server.port).ping()
    finally:
        server.stop()


def test_what_ignores_the_signal_is_killed():
    code = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); signal.pause()"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, start_new_session=True)
    process.stdout.readline()
    process.stdout.close()
    stop(process, patience=0.2)
    assert process.returncode == -signal.SIGKILL


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_servers_die_with_a_killed_script(folder):
    code = f"""
import sys; sys.path.insert(0, {str(ROOT / "script")!r})
from pathlib import Path
from embedded import Postgres, Valkey
folder = Path({str(folder)!r})
servers = [Postgres(folder), Valkey(folder)]
for server in servers:
    server.start()
print(*[server.process.pid for server in servers], flush=True)
import signal; signal.pause()
"""
    script = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    servers = [psutil.Process(int(pid)) for pid in script.stdout.readline().split()]
    script.stdout.close()
    script.kill()
    script.wait()
    assert len(servers) == 2
    _, alive = psutil.wait_procs(servers, timeout=10)
    assert alive == []
