"""What the README promises: every variable that the settings read, every script, every room."""

import re

from tests.architecture.house import PROGRAMME, ROOT

README = (ROOT / "README.md").read_text("utf-8")


def _named(pattern: str, path: str) -> set[str]:
    return set(re.findall(pattern, (ROOT / path).read_text("utf-8")))


def test_every_variable_is_listed():
    read = _named(r"env(?:\.\w+)?\(\s*[\"']([A-Z_]+)[\"']", "pinzibiao/settings.py")
    assert {name for name in read if f"`{name}`" not in README} == set()
    assert "DATABASE_URL" in read


def test_every_script_is_listed():
    scripts = {path.name for path in (ROOT / "script").iterdir() if path.is_file() and "." not in path.name}
    assert {name for name in scripts if f"script/{name}" not in README} == set()


def test_every_room_is_listed():
    assert {name for name in PROGRAMME if f"| `{name}` |" not in README} == set()
