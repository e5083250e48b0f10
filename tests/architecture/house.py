"""What the architecture tests read: the rooms with their floors, and the project's own files."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAMME = ["enterprises", "projects", "experts", "cultivation", "visits", "declarations", "reports", "desks"]
GROUND = sorted(path.parent.name for path in (ROOT / "pinzibiao").glob("*/apps.py"))


@cache
def floors() -> list[list[str]]:
    """The app labels of each floor, highest first, as the import contract in pyproject.toml lists them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contract = next(c for c in settings["tool"]["importlinter"]["contracts"] if c["id"] == "rooms")
    return [[_label(part) for part in layer.replace("|", ":").split(":")] for layer in contract["layers"]]


def _label(module: str) -> str:
    return module.strip(" ()").removeprefix("pinzibiao.")


def rooms() -> Iterator[tuple[str, Path]]:
    """(label, folder) of every app of ours."""
    for name in PROGRAMME:
        yield name, ROOT / name
    for name in GROUND:
        yield name, ROOT / "pinzibiao" / name


def python_files() -> list[Path]:
    """Every Python file of the apps, without migrations."""
    wiring = list((ROOT / "pinzibiao").glob("*.py"))
    return wiring + [f for _, folder in rooms() for f in sorted(folder.rglob("*.py")) if "migrations" not in f.parts]


def templates() -> list[Path]:
    found = sorted((ROOT / "templates").rglob("*.html"))
    return found + [f for _, folder in rooms() for f in sorted(folder.glob("templates/**/*.html"))]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def where(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"
