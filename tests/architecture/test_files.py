"""The files of a room: the same names everywhere, short, and of one subject."""

import ast
from statistics import median

from tests.architecture.house import ROOT, python_files, rooms, tree, where

LONGEST = 300
# No home for what has no subject.
NAMELESS = {"utils", "helpers", "common", "core", "misc", "services", "signals", "managers", "base_models"}


def _says_itself(path) -> bool:
    """Django's own names are the same in every room, and a command says it in its `help`."""
    return path.name in {"__init__.py", "apps.py"} or path.name.endswith("urls.py") or path.parent.name == "commands"


def _length(path) -> int:
    return len(path.read_text("utf-8").splitlines())


def _functions():
    for path in python_files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node


def test_no_file_is_too_long():
    assert {where(path, _length(path)) for path in python_files() if _length(path) > LONGEST} == set()


def test_half_of_all_files_stay_under_a_hundred_lines():
    assert median(_length(path) for path in python_files()) < 100


def test_half_of_all_functions_stay_under_ten_lines():
    assert median(node.end_lineno - node.lineno + 1 for _, node in _functions()) < 10


def test_no_file_without_a_subject():
    assert [str(path.relative_to(ROOT)) for path in python_files() if path.stem in NAMELESS] == []


def test_every_file_says_what_it_is():
    telling = [path for path in python_files() if not _says_itself(path) and path.read_text("utf-8").strip()]
    bare = [path for path in telling if not ast.get_docstring(tree(path))]
    assert [str(path.relative_to(ROOT)) for path in bare] == []


def test_every_room_has_its_first_migration():
    bare = [
        label
        for label, folder in rooms()
        if (folder / "models.py").exists() or (folder / "models").is_dir()
        if not list(folder.glob("migrations/0001_*.py"))
    ]
    assert bare == []
