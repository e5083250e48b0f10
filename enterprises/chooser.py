"""Naming an enterprise, an industry or a standard in one line of text: what is offered, and which row is meant.

Thousands of rows are no select box. Whose rows may be named is told from above: ``desks`` registers its scope.
"""

import re
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from . import search
from .codes import USCC_LETTERS, clean_standard_no, clean_uscc, standard_no_part
from .models import Enterprise, Industry, Standard

OFFERED = 20
USCC_AT_END = re.compile(rf"[（(\s]?([{USCC_LETTERS}]{{18}})[）)]?$")
STANDARD_NO_AT_START = re.compile(r"^T[/／]?ZZB\s*\d{4,5}\s*[-—–－]+\s*\d{4}", re.IGNORECASE)
INDUSTRY_CODE = re.compile(r"^([A-Ta-t]?\d{2,4})(\s|$)")

_scopes: list[Callable] = []


def register_scope(scope: Callable) -> None:
    """``scope(user) -> QuerySet[Enterprise]``: the rows a person may name. Called in ``AppConfig.ready()``."""
    _scopes[:] = [scope]


def rows_of(user) -> QuerySet[Enterprise]:
    """The enterprises that ``user`` may name; none for nobody."""
    return _scopes[0](user) if _scopes and user is not None else Enterprise.objects.none()


def words_of(enterprise: Enterprise) -> str:
    """How an enterprise stands in the line: ``某某有限公司（91330113MA2ABC125G）``."""
    return f"{enterprise.name}（{enterprise.uscc}）"


def offers(rows: QuerySet[Enterprise], text: str) -> list[Enterprise]:
    """At most twenty enterprises of ``rows`` whose name, its sound or code holds ``text``, else with a name like it."""
    words = text.strip()[:120]
    if found := USCC_AT_END.search(words):
        words = found[1]
    if not words or search.is_too_short(words):
        return []
    return list(search.search(rows, words).order_by("name")[:OFFERED]) or list(search.alike(rows, words)[:OFFERED])


def find_enterprise(rows: QuerySet[Enterprise], text: str) -> Enterprise:
    """The one enterprise of ``rows`` that ``text`` names by code or name. Raises ``ValidationError``."""
    if found := USCC_AT_END.search(clean_uscc(text)):
        matches = list(rows.filter(uscc=found[1])[:1]) or list(rows.filter(merged_records__uscc=found[1])[:1])
    else:
        name = text.strip()
        matches = list(rows.filter(name=name)[:2]) or list(search.search(rows, name)[:2])
    if not matches:
        raise ValidationError("在您的范围内没有找到这家企业。请核对名称，或填写 18 位统一社会信用代码。")
    if len(matches) > 1:
        raise ValidationError("有多家企业符合这个名称。请从提示中选择，或填写 18 位统一社会信用代码。")
    return matches[0]


def industry_offers(text: str) -> list[Industry]:
    """At most twenty classes whose code begins with ``text`` or whose name holds it."""
    words = text.strip()[:40]
    if not words:
        return []
    code = _industry_code(words)
    asked = Q(name__contains=words) | (Q(code__startswith=code) if code else Q(pk__in=[]))
    return list(Industry.objects.filter(asked, level__gte=2)[:OFFERED])


def find_industry(text: str) -> Industry:
    """The class that ``text`` names: ``C2770``, ``2770``, ``C2770 卫生材料…`` or its whole name."""
    words = text.strip()
    if code := _industry_code(words):
        matches = list(Industry.objects.filter(Q(code=code) | Q(code__endswith=code, level=len(code)))[:2])
    else:
        matches = list(Industry.objects.filter(name=words).order_by("-level")[:1])
    if len(matches) != 1:
        raise ValidationError("没有找到这个行业。请填写 GB/T 4754 的代码（例如 C2770）或完整名称，也可从提示中选择。")
    return matches[0]


def standard_offers(rows: QuerySet[Standard], text: str) -> list[Standard]:
    """At most twenty standards of ``rows`` whose number or title holds ``text``."""
    words = text.strip()[:120]
    return list(search_standards(rows, words).order_by("number")[:OFFERED]) if words else []


def find_standard(text: str) -> Standard:
    """The standard that ``text`` names: its number however typed, its title, or number and title as offered."""
    words = text.strip()
    if found := STANDARD_NO_AT_START.match(words):
        matches = list(Standard.objects.filter(number=clean_standard_no(found[0])))
    else:
        matches = list(Standard.objects.filter(title=words)[:2])
    if len(matches) != 1:
        raise ValidationError("标准库中没有找到这项标准。请填写标准号，例如 T/ZZB 0123—2020，或从提示中选择。")
    return matches[0]


def search_standards(rows: QuerySet[Standard], text: str) -> QuerySet[Standard]:
    """Rows whose number or title holds ``text``; a number is found with any dash, with or without spaces."""
    return rows.filter(Q(title__contains=text) | Q(number__contains=standard_no_part(text)))


def _industry_code(words: str) -> str:
    found = INDUSTRY_CODE.match(words)
    return found[1].upper() if found else ""
