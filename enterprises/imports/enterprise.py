"""The register of enterprises from a file."""

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef

from pinzibiao.accounts.models import Role
from pinzibiao.exchange.kinds import Column, ImportKind
from pinzibiao.exchange.values import text

from .. import rules
from ..actions import save_with_names
from ..codes import clean_uscc
from ..forms import NewEnterpriseForm
from ..models import Enterprise, FormerName, MergedEnterprise
from ..models.enterprise import ALREADY_REGISTERED
from ..models.searched import SEARCHED
from ..naming import spelling
from .references import INDUSTRY_HELP, county_names, enterprises_kept_by, resolve_counties, resolve_industries

EXAMPLE_USCC = "91330113MA2ABC125G"
MERGED_AWAY = "这个统一社会信用代码的档案已并入另一家企业，请按那家企业的代码填写，或联系省局核对。"


def _read_uscc(cell) -> str:
    return clean_uscc(text(cell))


def _new_enterprise_form(user) -> NewEnterpriseForm:
    form = NewEnterpriseForm(county=user.region)
    form.fields["county"] = Enterprise._meta.get_field("county").formfield()
    form.fields["established_on"].validators.append(rules.refuse_future_day)
    form.fields["uscc"].validators.append(_not_merged_away())
    return form


def _not_merged_away():
    """A rule that asks the database once for all rows of a file."""
    merged = set(MergedEnterprise.objects.values_list("uscc", flat=True))

    def refuse_merged(uscc: str) -> None:
        if uscc in merged:
            raise ValidationError(MERGED_AWAY)

    return refuse_merged


def searched_by(row: dict) -> dict:
    """The columns of the search by a row's name; without a name they stay."""
    if row["name"] is None:
        return dict.fromkeys(SEARCHED)
    spelt = spelling([row["name"]])
    return dict(zip(SEARCHED, (spelt.names, spelt.sounds, spelt.keys), strict=True))


def keep_former_names(merged, by) -> None:
    """The search goes on finding enterprises by former names: the merge wrote it by the file's name alone."""
    rows = Enterprise.objects.filter(pk__in=merged.keys(is_new=False))
    renamed = Exists(FormerName.objects.filter(enterprise=OuterRef("pk")))
    merged_with = Exists(MergedEnterprise.objects.filter(merged_into=OuterRef("pk")))
    for row in rows.filter(renamed | merged_with):
        save_with_names(row)


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
        Column("industry", "国民经济行业", "C2720", resolve=resolve_industries, help_text=INDUSTRY_HELP),
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
    after=keep_former_names,
    once=("county",),
    moved="属地与企业档案不同。企业迁移请在企业页面办理，不能用导入修改属地。",
    may=may_import_enterprises,
    belongs=enterprises_kept_by,
    outside=ALREADY_REGISTERED,
    list_url="enterprises:list",
    refusal="企业档案由所在县（市、区）或功能区维护，请联系属地市场监管局。",
)
