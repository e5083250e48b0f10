"""Measures that ask the same pages at several sizes: BENCH_SIZES=4000,100000 (default), 1000000 when asked for.

A size's database is seeded once and kept under .data/bench-<size>; delete the folder to make it anew.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.servers import running

ROOT = Path(__file__).resolve().parent.parent.parent
DEFAULT = "4000,100000"
# A page over the greatest size may take so many times what it takes over the least.
MOST_GROWTH = 1.5


def lists() -> None:
    """Prints a line a page and size, then a line a page with its growth from the least size to the greatest."""
    sizes = _sizes()
    by_size = {size: _measured(size) for size in sizes}
    if len(sizes) > 1:
        _tell_growth(by_size, sizes[0], sizes[-1])


def snapshot() -> None:
    """Prints a line a size: how long the lists of a year take to be frozen and hashed."""
    for size in _sizes():
        _lines_of("snapshot.py", size)


def _sizes() -> list[int]:
    return sorted(int(size) for size in os.environ.get("BENCH_SIZES", DEFAULT).split(","))


def _measured(size: int) -> dict[tuple, float]:
    """What ours took at this size, by page and person."""
    return {(line["name"], line["who"]): line["ours"] for line in _lines_of("lists.py", size)}


def _lines_of(script: str, size: int) -> list[dict]:
    """The lines that a script prints in the seeded database of a size, printed here as well."""
    folder = ROOT / ".data" / f"bench-{size}"
    found = []
    with running(folder) as env:
        _seed(folder, size, env)
        command = [sys.executable, str(ROOT / "script" / "benchmarks" / script)]
        with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as child:
            for text in child.stdout:
                found.append({"size": size} | json.loads(text))
                print(json.dumps(found[-1], ensure_ascii=False), flush=True)
    if child.returncode:
        raise SystemExit(f"✗ {script} could not be measured with {size:,} enterprises")
    return found


def _seed(folder: Path, size: int, env: dict) -> None:
    seeded = folder / "seeded"
    if not seeded.exists():
        command = [sys.executable, "manage.py", "seed_scale", "--enterprises", str(size)]
        subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=sys.stderr)
        seeded.touch()


def _tell_growth(by_size: dict[int, dict], least: int, greatest: int) -> None:
    for (name, who), small in by_size[least].items():
        growth = round(by_size[greatest][name, who] / small, 2)
        line = {"name": name, "who": who, "from": least, "to": greatest, "growth": growth}
        print(json.dumps(line | {"holds": growth <= MOST_GROWTH}, ensure_ascii=False), flush=True)


SCALED = {"lists": lists, "snapshot": snapshot}
