"""A standard's table of key indicators: kept by the province, read by all, in by Excel."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from enterprises.models import StandardIndicator
from pinzibiao.casework.actions import events_of
from pinzibiao.exchange import actions as exchange
from tests.factories import enterprises as make
from tests.factories.exchange import checked
from tests.ground.files.conftest import store  # noqa: F401 files go to a folder of the test's own

TYPED = {
    "position": 1, "name": "穿刺力", "unit": "N", "direction": "lower", "limit": "0.7", "upper": "", "advanced": "0.5",
    "method": "YY/T 0001",
}  # fmt: skip


def errors(page) -> dict:
    return {name: " ".join(found) for name, found in page.context["form"].errors.items()}


@pytest.fixture
def standard(db):
    return make.StandardFactory(number="T/ZZB 0123—2020")


@pytest.fixture
def new(standard) -> str:
    return f"{standard.get_absolute_url()}indicators/new/"


def test_the_province_keeps_the_table_and_the_trail_tells(sign_in, province_handler, standard, new):
    client = sign_in(province_handler)
    assert client.post(new, TYPED).url == f"{standard.get_absolute_url()}#indicators"
    row = standard.indicators.get()
    assert (row.requirement, row.unit, row.advanced) == ("≤ 0.7", "N", Decimal("0.5"))
    address = f"{standard.get_absolute_url()}indicators/{row.pk}/"
    version = client.get(f"{address}edit/").context["version"]
    changed = TYPED | {"direction": "range", "limit": "5", "upper": "8", "advanced": "", "version": version}
    assert client.post(f"{address}edit/", changed).status_code == 302
    row.refresh_from_db()
    assert row.requirement == "5 ～ 8"
    assert "穿刺力" in client.get(standard.get_absolute_url()).content.decode()
    assert client.post(f"{address}delete/").status_code == 302
    assert [event.label for event in events_of(standard)] == ["登记关键指标", "修改关键指标", "删除关键指标"]
    assert not standard.indicators.exists()


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name": ""}, "name", "请填写"),
        ({"name": "<b>"}, "name", "尖括号"),
        ({"limit": ""}, "limit", "请填写"),
        ({"limit": "很大"}, "limit", ""),
        ({"limit": "0.1234567"}, "limit", "小数最多 6 位"),
        ({"direction": "more"}, "direction", "不在可选范围内"),
        ({"direction": "range"}, "upper", "请填写上限"),
        ({"direction": "range", "upper": "0.7"}, "upper", "上限必须大于要求值"),
        ({"upper": "0.9"}, "upper", "只有方向是“在范围内”的才填上限"),
        ({"advanced": "0.8"}, "advanced", "先进值不应低于标准要求"),
        ({"direction": "higher"}, "advanced", "先进值不应低于标准要求"),
    ],
)
def test_bad_indicators(sign_in, province_handler, new, changes, field, words):
    page = sign_in(province_handler).post(new, TYPED | changes)
    assert page.status_code == 422
    assert words in errors(page)[field]
    assert not StandardIndicator.objects.exists()


def test_a_name_stands_once_in_a_table(sign_in, province_handler, standard, new):
    make.StandardIndicatorFactory(standard=standard)
    make.StandardIndicatorFactory(name="耐压强度")
    client = sign_in(province_handler)
    assert "已登记同名的指标" in " ".join(errors(client.post(new, TYPED)).values())
    assert client.post(new, TYPED | {"name": "耐压强度"}).status_code == 302


@pytest.mark.parametrize("person", ["city_officer", "county_officer", "clerk", "auditor"])
def test_others_only_read_the_table(request, sign_in, person, standard, new):
    row = make.StandardIndicatorFactory(standard=standard)
    client, base = sign_in(request.getfixturevalue(person)), standard.get_absolute_url()
    shown = client.get(base).content.decode()
    assert ("穿刺力" in shown, "添加指标" in shown) == (True, False)
    for address in (new, f"{base}indicators/{row.pk}/edit/", f"{base}indicators/{row.pk}/delete/"):
        assert client.post(address, TYPED).status_code == 403


def test_an_indicator_is_found_only_under_its_standard(sign_in, province_handler, standard):
    elsewhere = make.StandardIndicatorFactory()
    address = f"{standard.get_absolute_url()}indicators/{elsewhere.pk}/edit/"
    assert sign_in(province_handler).get(address).status_code == 404


def test_the_database_holds_both_ends_of_a_range(standard):
    for wrong in ({"direction": "range"}, {"upper": Decimal(9)}, {"direction": "range", "upper": Decimal("0.7")}):
        with pytest.raises(IntegrityError, match="standard_indicator_range"), transaction.atomic():
            make.StandardIndicatorFactory(standard=standard, **wrong)


# From a file

ROW = {
    "标准号": "t/zzb 0123-2020", "顺序": 1, "指标": "穿刺力", "单位": "N", "方向": "越小越好（≤）", "要求值": "0.7",
    "上限": "", "先进值": "0.5", "试验方法": "YY/T 0001",
}  # fmt: skip


def test_a_good_file_is_written_and_the_same_again_changes_nothing(province_handler, standard):
    case = checked(province_handler, [ROW, ROW | {"指标": "耐压强度"}], kind="standard_indicator")
    assert (case.created_count, case.wrong_count) == (2, 0)
    exchange.confirm(case, by=province_handler)
    exchange.write(case)
    assert [row.requirement for row in standard.indicators.all()] == ["≤ 0.7", "≤ 0.7"]
    again = checked(province_handler, [ROW], kind="standard_indicator")
    assert (again.unchanged_count, again.wrong_count) == (1, 0)


@pytest.mark.parametrize(
    ("changes", "label", "words"),
    [
        ({"标准号": "T/ZZB 9999—2020"}, "标准号", "标准库中没有找到"),
        ({"方向": "越多越好"}, "方向", "不在可选范围内"),
        ({"上限": "0.9"}, "上限", "只有方向是“在范围内”的才填上限"),
        ({"先进值": "0.9"}, "先进值", "先进值不应低于标准要求"),
        ({"要求值": "少"}, "要求值", ""),
    ],
)
def test_every_error_of_a_file_is_told(province_handler, standard, changes, label, words):
    case = checked(province_handler, [ROW | changes], kind="standard_indicator")
    (fault,) = case.faults.all()
    assert fault.label == label
    assert words in fault.message
