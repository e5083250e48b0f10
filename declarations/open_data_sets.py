"""What the open data consist of: each set with its columns, what they mean, and where its rows come from.

What stands in them stands on the public pages too; nothing tells of a person.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet

from enterprises.models import BrandHolder

from .models import Authorisation, OpenData
from .selectors import public_authorisations
from .standing import standing_of
from .tables import HolderDataTable, OpenDataTable

Name = OpenData.Name


@dataclass(frozen=True)
class DataSet:
    """``meanings``: of every column of ``table``, in its order. ``name`` stands in the addresses of its files."""

    name: str
    table: type
    meanings: dict[str, str]
    rows: Callable[[], QuerySet]
    row: Callable[[object], dict]

    @property
    def title(self) -> str:
        return Name(self.name).label

    def fields(self) -> list[tuple[str, str, str]]:
        """Name in the JSON, heading in the CSV, meaning."""
        return [(column.name, column.header, self.meanings[column.name]) for column in self.table([]).columns]


def _authorisation(one: Authorisation) -> dict:
    county = one.declaration.county
    return {
        "number": one.number,
        "state": standing_of(one)[0],
        "enterprise_name": one.enterprise_name,
        "uscc": one.uscc,
        "county_code": county.code,
        "county": county.name,
        "sub_brand": one.get_sub_brand_display(),
        "product_name": one.product_name,
        "models_text": one.models_text,
        "standard_text": one.standard_text,
        "valid_from": one.valid_from,
        "valid_to": one.valid_to,
    }


def _holders() -> QuerySet[BrandHolder]:
    """Those who carry the brand and those who did, newest first."""
    return BrandHolder.objects.select_related("enterprise__county").order_by("-first_valid_on", "-id")


def _holder(one: BrandHolder) -> dict:
    enterprise = one.enterprise
    return {
        "enterprise_name": enterprise.name,
        "uscc": enterprise.uscc,
        "county_code": enterprise.county.code,
        "county": enterprise.county.name,
        "route": one.get_route_display(),
        "sub_brand": one.get_sub_brand_display(),
        "first_valid_on": one.first_valid_on,
        "state": "有效" if one.is_current else "已失效",
        "ended_on": one.ended_on,
    }


COUNTY_CODE = "县（市、区）的行政区划代码，6 位"
COUNTY = "县（市、区）名称"
SETS = (
    DataSet(
        Name.REGISTER,
        OpenDataTable,
        {
            "number": "自我声明授权的编号，唯一",
            "state": "生成时的状态：有效、暂停、已撤销、已注销、已到期、已续展",
            "enterprise_name": "授权时的企业名称",
            "uscc": "18 位",
            "county_code": COUNTY_CODE,
            "county": COUNTY,
            "sub_brand": "品字标的子品牌",
            "product_name": "授权时的产品名称",
            "models_text": "授权涵盖的型号规格，可以为空",
            "standard_text": "声明执行的标准",
            "valid_from": "年-月-日",
            "valid_to": "年-月-日，含当日",
        },
        public_authorisations,
        _authorisation,
    ),
    DataSet(
        Name.HOLDERS,
        HolderDataTable,
        {
            "enterprise_name": "企业现在的名称；一家企业按途径和子品牌各一条，统计家数请按代码去重",
            "uscc": "18 位",
            "county_code": COUNTY_CODE,
            "county": COUNTY,
            "route": "认证或者自我声明",
            "sub_brand": "品字标的子品牌",
            "first_valid_on": "按这一途径首次获得的日期，年-月-日",
            "state": "生成时的状态：有效、已失效",
            "ended_on": "不再持有的第一天，年-月-日；有效的为空",
        },
        _holders,
        _holder,
    ),
)
BY_NAME = {one.name: one for one in SETS}
