"""script/server: starts everything, says in one line what is missing, leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request

import psutil
import pytest

from tests.architecture.house import ROOT

OURS = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "ALLOWED_HOSTS", "HTTPS", "SITE_URL", "DATA_DIR"}


@pytest.fixture
def env(tmp_path):
    """The environment of somebody who has set nothing but where the data lies."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    return kept | {"DATA_DIR": str(tmp_path / "数据 data"), "DEMO": "0"}


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def _serve(env, *arguments):
    return subprocess.run(
        [sys.executable, "script/serve.py", *arguments], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )


def _only_line(done) -> str:
    assert done.returncode == 1
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_a_taken_port_is_named_with_the_way_out(env, taken_port):
    line = _only_line(_serve(env, "--port", str(taken_port)))
    assert f"端口 {taken_port} 不可用" in line
    assert f"--port {taken_port + 1}" in line


def test_fresh_never_touches_a_database_of_others(env):
    done = _serve(env | {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/x"}, "--fresh", "--port", "0")
    assert "不会清空 DATABASE_URL" in _only_line(done)


def test_a_data_folder_that_cannot_be_written_is_named(env, tmp_path):
    (tmp_path / "file").write_text("")
    line = _only_line(_serve(env | {"DATA_DIR": str(tmp_path / "file" / "data")}))
    assert "无法写入数据目录" in line


def test_an_old_python_is_refused_in_one_line(tmp_path):
    (tmp_path / "script").mkdir()
    for name in ("server", "_setup.sh"):
        (tmp_path / "script" / name).write_bytes((ROOT / "script" / name).read_bytes())
    env = os.environ | {"PYTHON": "/bin/false"}
    done = subprocess.run(["bash", "script/server"], cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert "需要 Python 3.11" in _only_line(done)


def _read_until(process, word: str) -> str:
    """What the process says up to `word`; ends too when it says no more. A stuck one is killed after five minutes."""
    watchdog = threading.Timer(300, process.kill)
    watchdog.start()
    said = ""
    for line in process.stdout:
        said += line
        if word in line:
            break
    watchdog.cancel()
    return said


def test_it_runs_everything_and_leaves_nothing_behind(env):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-u", "script/serve.py", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        said = _read_until(process, "ready")
        assert f"http://localhost:{port}/" in said, said
        assert urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=10).status == 200
        children = psutil.Process(process.pid).children(recursive=True)
        words = [" ".join(child.cmdline()) for child in children]
        for part in ("granian", "celery", "beat", "relay_jobs", "valkey-server", "postgres"):
            assert any(part in line for line in words), part
        assert "已在运行" in _serve(env, "--port", "0").stderr
    finally:
        process.send_signal(signal.SIGTERM)
        process.stdout.read()
        process.stdout.close()
        assert process.wait(60) == 0
    assert psutil.wait_procs(children, timeout=5)[1] == []
