"""A status is written by casework's `take()` alone, and no page or form asks for one."""

import ast
import re
from dataclasses import replace

import pytest
from django.apps import apps
from django.forms import ModelForm

from pinzibiao.casework.models import Case
from pinzibiao.exchange.kinds import CASE_COLUMNS, kind_of, kinds
from pinzibiao.exchange.staging import Staging
from tests.architecture.house import python_files, templates, tree, where

TAKE = "pinzibiao/casework/actions.py"
# A job's status is a lease between worker and relay, not a case on somebody's desk.
NOT_A_CASE = "pinzibiao/jobs/"
CALLS_THAT_WRITE = {"update", "update_or_create", "bulk_update"}


def _targets(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Assign):
        return node.targets
    return [node.target] if isinstance(node, ast.AugAssign | ast.AnnAssign) else []


def _writes(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name == "setattr":
            return isinstance(node.args[1], ast.Constant) and node.args[1].value == "status"
        return name in CALLS_THAT_WRITE and any(keyword.arg == "status" for keyword in node.keywords)
    return any(isinstance(target, ast.Attribute) and target.attr == "status" for target in _targets(node))


def status_writes() -> list[str]:
    """Where the project's code writes a status, jobs apart."""
    return [
        where(path, node.lineno)
        for path in python_files()
        if NOT_A_CASE not in path.as_posix()
        for node in ast.walk(tree(path))
        if _writes(node)
    ]


def test_only_take_writes_a_status():
    files = {place.rsplit(":", 1)[0] for place in status_writes()}
    assert files == {TAKE}


@pytest.mark.parametrize(
    "code",
    ["x.status = 1", "x.status += 1", "setattr(x, 'status', 1)", "q.update(status=1)"],
)
def test_a_write_is_recognised(code):
    assert any(_writes(node) for node in ast.walk(ast.parse(code)))


def test_no_import_moves_a_case():
    changing = {
        (kind.key, column.column) for kind in kinds() for column in Staging(kind, "x").changing() if is_case(kind.model)
    }
    assert {pair for pair in changing if pair[1] in CASE_COLUMNS} == set()


def test_a_kind_that_would_move_cases_is_refused():
    problems = kind_of("problem")
    with pytest.raises(ValueError, match="an import moves no case"):
        replace(problems, once=tuple(name for name in problems.once if name != "status"))


def is_case(model) -> bool:
    return issubclass(model, Case)


def test_no_form_has_a_status():
    for app in apps.get_app_configs():  # the forms of every app are loaded with its pages
        __import__(f"{app.name}.urls", fromlist=[""]) if _has_urls(app) else None
    forms = [form for form in _all_forms(ModelForm) if form.__module__.split(".")[0] not in {"django", "allauth"}]
    assert [form.__qualname__ for form in forms if "status" in form.base_fields] == []


def _has_urls(app) -> bool:
    from importlib.util import find_spec

    return not app.name.startswith(("django", "allauth", "axes")) and find_spec(f"{app.name}.urls") is not None


def _all_forms(base) -> list[type]:
    return [form for child in base.__subclasses__() for form in (child, *_all_forms(child))]


def test_no_template_asks_for_a_status():
    asks = re.compile(r"\{%\s*(el)?if [^%]*\bstatus\b[^%]*(==|!=| in )")
    found = [
        where(path, number)
        for path in templates()
        if path.parts[-2] != "jobs"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if asks.search(line)
    ]
    assert found == []
