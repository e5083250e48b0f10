"""What a file's words mean here: enterprises and their rows, with what the rest of the row must know of them."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from django.core.exceptions import ValidationError

from enterprises.imports.references import resolve_enterprises
from enterprises.models import Enterprise
from pinzibiao.accounts.models import Role
from pinzibiao.exchange.kinds import Column
from pinzibiao.exchange.words import Key
from pinzibiao.regions.fields import within


class Number(str):
    """The number of a case that is there, with its enterprise (a ``Key``)."""

    __slots__ = ("enterprise",)


def keeps_lists(user) -> bool:
    """The county's bureau keeps the lists of its place; the province brings in whole registers."""
    return user.kind in (Role.Kind.COUNTY, Role.Kind.PROVINCE)


def kept_by(model, user):
    """The rows of a list that this person keeps."""
    return within(model.objects.all(), user.region) if keeps_lists(user) else model.objects.none()


def open_at_county(model, workflow, user):
    """The cases that the edit page would let this person change."""
    if user.kind != Role.Kind.COUNTY:
        return model.objects.none()
    return kept_by(model, user).filter(status__in=workflow.open_statuses)


def enterprises_of(words: set[str], user) -> dict:
    """Keys that know their enterprise's place and name."""
    found = resolve_enterprises(words, user)
    keys = _enterprise_keys(pk for pk in found.values() if isinstance(pk, int))
    return {word: keys.get(pk, pk) for word, pk in found.items()}


def enterprises_by_number(words: set[tuple], user) -> dict:
    """``(word, number)``: a case keeps its enterprise, wherever that has moved and whoever else bears its name."""
    kept = {pair: pair[1].enterprise for pair in words if isinstance(pair[1], Number) and _names(*pair)}
    asked = enterprises_of({word for word, _ in words - kept.keys()}, user)
    return {pair: kept.get(pair) or asked[pair[0]] for pair in words}


def _names(word: str, number: Number) -> bool:
    return word in (number.enterprise.name, number.enterprise.uscc)


def numbers_of(model, unknown: str) -> Callable:
    """``resolve`` for the numbers of cases that the person keeps; one elsewhere is as unknown as none."""

    def resolve(words: set[str], user) -> dict:
        rows = kept_by(model, user).filter(number__in=words).values_list("number", "enterprise")
        pairs = dict(rows)
        keys = _enterprise_keys(pairs.values())
        found = {}
        for number, enterprise in pairs.items():
            found[number] = Number(number)
            found[number].enterprise = keys[enterprise]
        return {word: found.get(word) or ValidationError(unknown) for word in words}

    return resolve


ENTERPRISE = Column(
    "enterprise",
    "企业",
    "91330113MA2ABC125G",
    resolve=enterprises_of,
    aliases=("统一社会信用代码", "企业名称", "主要起草企业"),
    help_text="统一社会信用代码或完整名称，限本辖区的企业。",
)
ENTERPRISE_OF_CASE = replace(ENTERPRISE, resolve=enterprises_by_number, by=("number",))


def _enterprise_keys(pks: Iterable[int]) -> dict[int, Key]:
    rows = Enterprise.objects.filter(pk__in=set(pks)).values_list("pk", "county_id", "name", "uscc")
    return {pk: Key(pk, county=county, name=name, uscc=uscc) for pk, county, name, uscc in rows}
