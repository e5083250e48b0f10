"""Starts a fresh PostgreSQL and Valkey, fills them, and runs the measures asked for (all without names)."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

SCRIPT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(SCRIPT), str(SCRIPT.parent)]

from benchmarks.scaled import SCALED  # noqa: E402
from benchmarks.servers import running  # noqa: E402


def measure(names: list[str]):
    """The measures of one small database. All, when none is named."""
    import django

    django.setup()
    from benchmarks.measures import MEASURES

    if unknown := set(names) - set(MEASURES):
        there = ", ".join([*MEASURES, *SCALED])
        raise SystemExit(f"✗ no such measure: {', '.join(sorted(unknown))}; there are {there}")
    for name in names or MEASURES:
        print(MEASURES[name]().as_json(), flush=True)


def measure_small(names: list[str]):
    parent = SCRIPT.parent / ".data" / "bench"
    parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=parent))
    try:
        with running(folder) as env:
            os.environ |= env
            measure(names)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main():
    asked = sys.argv[1:]
    small = [name for name in asked if name not in SCALED]
    if small or not asked:
        measure_small(small)
    for name in SCALED:
        if name in asked or not asked:
            SCALED[name]()


if __name__ == "__main__":
    main()
