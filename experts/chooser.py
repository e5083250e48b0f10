"""Naming experts in lines of text: what is offered, and who is meant. The library is too long for a select box."""

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from .models import Expert

OFFERED = 20


def words_of(expert: Expert) -> str:
    """How an expert stands in the line: ``张三（浙江省标准化研究院）``."""
    return f"{expert.name}（{expert.unit}）"


def offers(rows: QuerySet[Expert], text: str) -> list[Expert]:
    """At most twenty experts of ``rows`` whose name or unit holds ``text``; without text the first twenty."""
    name, unit = _parts(text[:120])
    asked = Q(name=name, unit__contains=unit) if unit else Q(name__contains=name) | Q(unit__contains=name)
    return list(rows.filter(asked).order_by("name", "id")[:OFFERED])


def find_expert(rows: QuerySet[Expert], text: str) -> Expert:
    """The one expert of ``rows`` whom ``text`` names. Raises ``ValidationError``."""
    name, unit = _parts(text)
    matches = list(rows.filter(name=name, unit=unit)[:2]) if unit else list(rows.filter(name=name)[:2])
    if not matches:
        raise ValidationError(
            f"没有找到可派出的专家「{text.strip()}」。请核对姓名，或从提示中选择在库且在聘期内的专家。"
        )
    if len(matches) > 1:
        raise ValidationError(f"有多位专家叫「{name}」，请从提示中选择带工作单位的一项。")
    return matches[0]


def _parts(text: str) -> tuple[str, str]:
    """``张三（单位）`` → ``("张三", "单位")``; brackets of either width."""
    plain = text.strip().replace("(", "（").replace(")", "）")
    name, bracket, unit = plain.partition("（")
    return name.strip(), unit.removesuffix("）").strip() if bracket else ""
