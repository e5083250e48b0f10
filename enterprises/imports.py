"""The registry's Excel door: what each register takes from a file, by the very fields of its form."""

from django.core.exceptions import ValidationError
from django.db.models import Q

from pinzibiao.accounts.models import Role
from pinzibiao.exchange.kinds import Column, ImportKind, register
from pinzibiao.regions.fields import within
from pinzibiao.regions.models import Region

from . import chooser, rules
from .codes import clean_uscc
from .forms import NewEnterpriseForm
from .models import Enterprise, Industry
from .models.enterprise import ALREADY_REGISTERED
from .models.searched import SEARCHED
from .naming import spelling

OUTSIDE_REGION = "不是您辖区内的县（市、区）或功能区，请填写本辖区的名称或六位代码。"
NO_INDUSTRY = "没有找到这个行业。请填写 GB/T 4754 的代码（例如 C2770）或完整名称。"
EXAMPLE_USCC = "91330113MA2ABC125G"


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
    return {word: _enterprise(word, codes, by_code, by_name) for word in words}


def _names_code(word: str) -> bool:
    return bool(chooser.USCC_AT_END.search(clean_uscc(word)))


def _enterprise(word: str, codes: dict, by_code: dict, by_name: dict):
    if word in codes:
        return by_code.get(codes[word]) or ValidationError("您维护的企业中没有这个统一社会信用代码，请核对。")
    found = by_name.get(word, [])
    if len(found) > 1:
        return ValidationError("有多家企业同名，请改填统一社会信用代码。")
    return found[0] if found else ValidationError("您维护的企业中没有这个名称，请核对，或改填统一社会信用代码。")


def _read_uscc(cell) -> str:
    from pinzibiao.exchange.values import text

    return clean_uscc(text(cell))


def _new_enterprise_form(user) -> NewEnterpriseForm:
    form = NewEnterpriseForm(county=user.region)
    form.fields["county"] = Enterprise._meta.get_field("county").formfield()
    form.fields["established_on"].validators.append(rules.refuse_future_day)
    return form


def searched_by(row: dict) -> dict:
    """The columns of the search by a row's name; without a name they stay."""
    if row["name"] is None:
        return dict.fromkeys(SEARCHED)
    spelt = spelling([row["name"]])
    return dict(zip(SEARCHED, (spelt.names, spelt.sounds, spelt.keys), strict=True))


def may_import_enterprises(user) -> bool:
    """The county keeps its enterprises; the province brings in whole registers at the beginning."""
    return user.kind in (Role.Kind.COUNTY, Role.Kind.PROVINCE)


ENTERPRISES = ImportKind(
    key="enterprise",
    label="企业库",
    model=Enterprise,
    form=_new_enterprise_form,
    columns=(
        Column("uscc", "统一社会信用代码", EXAMPLE_USCC, read=_read_uscc),
        Column("name", "企业名称", "杭州示例医药有限公司"),
        Column(
            "county",
            "属地",
            "临平区",
            resolve=resolve_counties,
            options=county_names,
            help_text="县（市、区）或功能区的名称，限本辖区。",
        ),
        Column("industry", "国民经济行业", "C2720", resolve=resolve_industries),
        Column("scale", "规模", "中型", required=False),
        Column("is_above_scale", "规上企业", "是", aliases=("规上",)),
        Column("main_product", "主导产品", "化学药品制剂"),
        Column("legal_representative", "法定代表人", "王示例"),
        Column("registered_address", "注册地址", "杭州市临平区示例路 1 号"),
        Column("plant_address", "生产地址", "杭州市临平区示例路 1 号"),
        Column("established_on", "成立日期", "2015-06-01"),
    ),
    identity=("uscc",),
    derive=searched_by,
    derived=SEARCHED,
    once=("county",),
    moved="属地与企业档案不同。企业迁移请在企业页面办理，不能用导入修改属地。",
    may=may_import_enterprises,
    belongs=enterprises_kept_by,
    outside=ALREADY_REGISTERED,
    list_url="enterprises:list",
    refusal="企业档案由所在县（市、区）或功能区维护，请联系属地市场监管局。",
)


def register_kinds() -> None:
    register(ENTERPRISES)
