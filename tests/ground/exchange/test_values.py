"""What a cell means, however it was typed."""

from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from pinzibiao.exchange import values

FULL_WIDTH = {ord(str(n)): 0xFF10 + n for n in range(10)} | {ord("."): "．", ord(","): "，", ord("-"): "－"}
DAYS = st.dates(min_value=date(1000, 1, 1))
CELLS = st.one_of(
    st.text(max_size=30),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.datetimes(),
    st.none(),
)
READERS = [values.day, values.number, values.wan, values.whole, values.yes_no]


@pytest.mark.parametrize(
    "cell",
    [
        "2026-03-01",
        "2026-3-1",
        "2026/3/1",
        "2026.3.1",
        "2026.03.01",
        "2026年3月1日",
        "2026年03月01日",
        " 2026 年 3 月 1 日 ",
        "２０２６年３月１日",
        "20260301",
        20260301,
        "2026-03-01 00:00:00",
        "2026-03-01T00:00:00",
        datetime(2026, 3, 1),
        datetime(2026, 3, 1, 17, 30),
        date(2026, 3, 1),
        "\u200b2026-03-01\u00a0",
    ],
)
def test_a_day_in_all_its_forms(cell):
    assert values.day(cell) == date(2026, 3, 1)


@pytest.mark.parametrize(
    "cell", ["2026-02-30", "2026-13-01", "去年", "3月1日", "26-3-1", 46082.0, 46082, "2026-3-1 8:30", "0000-01-01"]
)
def test_what_is_no_day_says_how_to_write_one(cell):
    with pytest.raises(ValidationError) as wrong:
        values.day(cell)
    assert wrong.value.messages == ["日期请写作 2026-03-01、2026.3.1 或 2026年3月1日。"]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("cell", [None, "", "  ", "\u3000", "—", "/"])
def test_an_empty_cell_is_nothing(read, cell):
    assert read(cell) is None


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("1,234.50", "1234.50"),
        ("1，234.50", "1234.50"),
        ("１２３４．５", "1234.5"),
        ("1.2万", "12000"),
        ("1.2 万元", "12000"),
        ("3亿", "300000000"),
        ("-5", "-5"),
        ("+5", "5"),
        (".5", "0.5"),
        ("12元", "12"),
        (0.1, "0.1"),
        (1e4, "10000"),
        (12, "12"),
        (" 7 ", "7"),
    ],
)
def test_a_number_in_all_its_forms(cell, meant):
    assert values.number(cell) == Decimal(meant)


@pytest.mark.parametrize(
    ("cell", "meant"),
    [("5000", "5000"), ("5000万", "5000"), ("1.2亿", "12000"), ("1.2亿元", "12000"), ("50000元", "5"), (12.5, "12.5")],
)
def test_an_amount_in_ten_thousands_says_its_own_unit(cell, meant):
    assert values.wan(cell) == Decimal(meant)


@pytest.mark.parametrize("cell", ["1,23", "约100", "1.2.3", "12,34,567", "1e5", "100%", "--5", True, "NaN", "Infinity"])
def test_what_is_no_number_says_how_to_write_one(cell):
    with pytest.raises(ValidationError) as wrong:
        values.number(cell)
    assert wrong.value.messages == [values.NUMBER_EXPECTED]


@pytest.mark.parametrize(("cell", "meant"), [(2026.0, 2026), ("2026年", 2026), ("２０２６", 2026), ("1.2万", 12000)])
def test_a_whole_number(cell, meant):
    assert values.whole(cell) == meant


def test_a_part_of_a_number_is_no_whole_one():
    with pytest.raises(ValidationError, match="请填写整数"):
        values.whole("1.5")


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        *((word, True) for word in ("是", "有", "√", "Ｙ", "yes", 1.0, True)),
        *((word, False) for word in ("否", "无", "×", "n", 0, False)),
    ],
)
def test_yes_and_no(cell, meant):
    assert values.yes_no(cell) is meant


@pytest.mark.parametrize(
    ("cell", "code"), [("#REF!", "formula"), (" #N/A ", "formula"), (1e17, "digits"), (913301131000000163, "digits")]
)
def test_what_excel_has_broken_is_told(cell, code):
    with pytest.raises(ValidationError) as wrong:
        values.refuse_broken(cell)
    assert wrong.value.code == code


@pytest.mark.parametrize(
    ("cell", "meant"),
    [("a\u00a0 b", "a b"), ("\ufeff甲\u200b", "甲"), (12.0, "12"), (True, "是"), (datetime(2026, 3, 1), "2026-03-01")],
)
def test_text_without_what_cannot_be_seen(cell, meant):
    assert values.text(cell) == meant


# For every value


@given(DAYS)
def test_any_day_is_read_back_from_each_way_of_writing_it(day):
    ways = (
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month:02d}/{day.day:02d}",
    )
    assert {values.day(way) for way in (*ways, day.isoformat(), day.isoformat().translate(FULL_WIDTH))} == {day}


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12))
def test_any_amount_is_read_back_from_each_way_of_writing_it(amount):
    ways = (f"{amount:.2f}", f"{amount:,.2f}", f" {amount:,.2f} 元", f"{amount:.2f}".translate(FULL_WIDTH))
    assert {values.number(way) for way in ways} == {amount}
    assert values.wan(f"{amount:.2f}万") == amount
    assert values.number(f"{amount:.2f}万") == amount * 10_000


@given(st.integers(min_value=-(10**14), max_value=10**14))
def test_any_whole_number_is_read_back(number):
    assert {values.whole(way) for way in (number, float(number), f"{number:,}", f"{number}.0")} == {number}


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e14, max_value=1e14))
def test_a_number_of_excel_is_the_one_that_it_shows(number):
    assert float(values.number(number)) == float(f"{number:.15g}")


@given(CELLS, st.sampled_from(READERS))
def test_no_cell_brings_a_reader_down(cell, read):
    with suppress(ValidationError):
        assert isinstance(read(cell), (date, Decimal, int, bool, type(None)))
