"""The bodies' Excel door, and what other rooms' columns mean by a body's name."""

from django.core.exceptions import ValidationError

from pinzibiao.exchange.fields import name_in_words
from pinzibiao.exchange.kinds import Column, ImportKind, register
from pinzibiao.exchange.places import resolve_place

from . import rules
from .forms import OrganisationForm
from .models import Organisation

NO_BODY = "机构库中没有找到这家机构（或有多家同名），请填写机构的完整名称。"


def resolve_organisations(words: set[str], user) -> dict:
    """Names or short names of bodies."""
    found: dict = {}
    for pk, *names in Organisation.objects.values_list("pk", "name", "short_name"):
        for name in filter(None, names):
            found.setdefault(name, set()).add(pk)
    return {word: _one(found.get(word, ())) for word in words}


def _one(keys):
    return next(iter(keys)) if len(keys) == 1 else ValidationError(NO_BODY)


def _form(user) -> OrganisationForm:
    form = OrganisationForm()
    name_in_words(form, "region")
    return form


def _kept_by(user):
    return Organisation.objects.all() if rules.keeps_the_library(user) else Organisation.objects.none()


ORGANISATIONS = ImportKind(
    key="organisation",
    label="机构库",
    model=Organisation,
    form=_form,
    columns=(
        Column("name", "名称", "浙江省药械检验研究院", aliases=("机构名称", "机构")),
        Column("short_name", "简称", "省药械院"),
        Column("kind", "类别", "检验检测机构"),
        Column(
            "region",
            "所在地",
            "杭州市",
            resolve=resolve_place,
            help_text="省、设区市、县（市、区）或功能区的名称或六位代码。",
        ),
    ),
    identity=("name",),
    may=rules.keeps_the_library,
    belongs=_kept_by,
    list_url="experts:organisation_list",
    refusal="机构库由省局维护。如需补充请联系省局。",
)


def register_kinds() -> None:
    register(ORGANISATIONS)
