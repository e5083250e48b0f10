"""The tables of key indicators from a file: a hundred standards' rows are not typed one by one."""

from pinzibiao.exchange.kinds import Column, ImportKind, RowRule

from .. import rules
from ..forms import StandardChoiceField, StandardIndicatorForm
from ..forms.indicator import check_advanced, check_upper
from ..models import StandardIndicator
from .references import resolve_standards


def _form(user) -> StandardIndicatorForm:
    made = StandardIndicatorForm()
    made.fields["standard"] = StandardChoiceField()
    return made


def _upper_fits(row: dict) -> None:
    check_upper(row["direction"], row["limit"], row["upper"])


def _advanced_fits(row: dict) -> None:
    check_advanced(row["direction"], row["limit"], row["advanced"])


INDICATORS = ImportKind(
    key="standard_indicator",
    label="标准关键指标",
    model=StandardIndicator,
    form=_form,
    columns=(
        Column("standard", "标准号", "T/ZZB 0123—2020", resolve=resolve_standards, aliases=("标准",)),
        Column("position", "顺序", "1"),
        Column("name", "指标", "穿刺力"),
        Column("unit", "单位", "N"),
        Column("direction", "方向", "越小越好（≤）"),
        Column("limit", "要求值", "0.7", help_text="在范围内的填下限。"),
        Column("upper", "上限", ""),
        Column("advanced", "先进值", "0.5"),
        Column("method", "试验方法", "YY/T 0001"),
    ),
    identity=("standard", "name"),
    rules=(
        RowRule(("direction", "limit", "upper"), "upper", _upper_fits),
        RowRule(("direction", "limit", "advanced"), "advanced", _advanced_fits),
    ),
    may=rules.may_keep_standards,
    belongs=lambda _user: StandardIndicator.objects.all(),
    list_url="enterprises:standard_list",
    refusal="标准库由省市场监督管理局维护，请联系省局。",
)
KINDS = (INDICATORS,)
