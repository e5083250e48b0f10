"""What the columns of several kinds refer to: counties, industries, enterprises. Each resolved in one query."""

from django.core.exceptions import ValidationError
from django.db.models import Q

from pinzibiao.accounts.models import Role
from pinzibiao.regions.fields import within
from pinzibiao.regions.models import Region

from .. import chooser
from ..codes import clean_standard_no, clean_uscc
from ..models import Enterprise, Industry, MergedEnterprise, Standard

OUTSIDE_REGION = "不是您辖区内的县（市、区）或功能区，请填写本辖区的名称或六位代码。"
# The form's own words speak of a list to choose from, which a file has not.
INDUSTRY_HELP, STANDARD_HELP = "GB/T 4754 的代码或完整名称。", "标准库中已有标准的标准号。"
NO_STANDARD = "标准库中没有找到这项标准。请填写标准号，例如 T/ZZB 0123—2020。"
NO_INDUSTRY = "没有找到这个行业。请填写 GB/T 4754 的代码（例如 C2770）或完整名称。"


def counties_of(user):
    """The counties and zones of the person's place."""
    counties = Region.objects.counties()
    return counties.within(user.region) if user.region else counties.none()


def county_names(user) -> list[str]:
    """What the template's drop-down offers."""
    return list(counties_of(user).order_by("code").values_list("name", flat=True))


def resolve_counties(words: set[str], user) -> dict:
    """Names, aliases or codes of counties within the person's place; a place elsewhere is as unknown as none."""
    places = {}
    for place in counties_of(user):
        for name in (place.name, place.alias, place.code):
            places.setdefault(name, place.pk)
    return {word: places.get(word) or ValidationError(OUTSIDE_REGION) for word in words}


def resolve_industries(words: set[str], user) -> dict:
    """Codes with or without their letter, whole names, or both as the list shows them."""
    by_code, by_name = {}, {}
    for code, name, level in Industry.objects.order_by("level").values_list("code", "name", "level"):
        by_code[code] = by_name[name] = code
        if level > 1:
            by_code[code[1:]] = code
    return {word: _industry(word, by_code, by_name) for word in words}


def _industry(word: str, by_code: dict, by_name: dict):
    code = word.split(" ", 1)[0].upper()
    return by_code.get(code) or by_name.get(word) or ValidationError(NO_INDUSTRY)


def enterprises_kept_by(user):
    """The enterprises whose record this person keeps."""
    match user.kind:
        case Role.Kind.PROVINCE:
            return Enterprise.objects.all()
        case Role.Kind.CITY | Role.Kind.COUNTY:
            return within(Enterprise.objects.all(), user.region)
    return Enterprise.objects.none()


def resolve_enterprises(words: set[str], user) -> dict:
    """Codes or whole names of enterprises whose record the person keeps; others are as unknown as none."""
    codes = {word: clean_uscc(chooser.USCC_AT_END.search(clean_uscc(word))[1]) for word in words if _names_code(word)}
    names = words - codes.keys()
    rows = enterprises_kept_by(user).filter(Q(uscc__in=set(codes.values())) | Q(name__in=names))
    by_code, by_name = {}, {}
    for pk, uscc, name in rows.values_list("pk", "uscc", "name"):
        by_code[uscc] = pk
        by_name.setdefault(name, []).append(pk)
    by_code |= _merged(set(codes.values()) - by_code.keys(), user)
    return {word: _enterprise(word, codes, by_code, by_name) for word in words}


def _merged(codes: set[str], user) -> dict:
    """Codes of records that were merged into one that the person keeps."""
    rows = MergedEnterprise.objects.filter(uscc__in=codes, merged_into__in=enterprises_kept_by(user))
    return dict(rows.values_list("uscc", "merged_into"))


def _names_code(word: str) -> bool:
    return bool(chooser.USCC_AT_END.search(clean_uscc(word)))


def _enterprise(word: str, codes: dict, by_code: dict, by_name: dict):
    if word in codes:
        return by_code.get(codes[word]) or ValidationError("您维护的企业中没有这个统一社会信用代码，请核对。")
    found = by_name.get(word, [])
    if len(found) > 1:
        return ValidationError("有多家企业同名，请改填统一社会信用代码。")
    return found[0] if found else ValidationError("您维护的企业中没有这个名称，请核对，或改填统一社会信用代码。")


def resolve_standards(words: set[str], user) -> dict:
    """Numbers of standards however typed, or whole titles."""
    numbers = {word: _number_of(word) for word in words}
    rows = Standard.objects.filter(Q(number__in=set(numbers.values())) | Q(title__in=words))
    found: dict[str, list] = {}
    for pk, number, title in rows.values_list("pk", "number", "title"):
        found.setdefault(number, []).append(pk)
        found.setdefault(title, []).append(pk)
    return {word: _standard(found.get(numbers[word]) or found.get(word, [])) for word in words}


def _number_of(word: str) -> str:
    """The stored form of the number with which ``word`` begins, or the word."""
    began = chooser.STANDARD_NO_AT_START.match(word)
    return clean_standard_no(began[0]) if began else word


def _standard(keys: list):
    return keys[0] if len(keys) == 1 else ValidationError(NO_STANDARD)
