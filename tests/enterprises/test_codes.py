"""Codes of the field: what is valid, what is told about what is not."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.cn import uscc as stdnum_uscc

from enterprises.codes import (
    ORGANISATION_LETTERS,
    USCC_LETTERS,
    clean_standard_no,
    clean_uscc,
    organisation_check_digit,
    standard_no_part,
    uscc_check_digit,
    validate_licence,
    validate_mobile,
    validate_name,
    validate_uscc,
)

SHARED = "".join(c for c in ORGANISATION_LETTERS if c in USCC_LETTERS)
VALID = ["91330113MA2ABC125G", "91330113MA28TT0X5T", "913301131000000163", "91330113MA2DEM0170"]


@st.composite
def codes(draw) -> str:
    """A valid code; its organisation part ends in a digit or X, and its first eight may hold letters."""
    first8 = draw(st.text(USCC_LETTERS, min_size=8, max_size=8))
    middle = draw(st.text(SHARED, min_size=8, max_size=8))
    first17 = first8 + middle + organisation_check_digit(middle)
    return first17 + uscc_check_digit(first17)


@pytest.mark.parametrize("code", VALID)
def test_examples_of_the_field_are_valid(code):
    validate_uscc(code)
    assert stdnum_uscc.is_valid(code)


@given(codes())
def test_every_well_made_code_is_valid(code):
    validate_uscc(code)


@given(codes(), st.integers(0, 17), st.sampled_from(USCC_LETTERS))
def test_one_changed_character_is_found(code, place, letter):
    assume(code[place] != letter)
    with pytest.raises(ValidationError, match="校验位不符"):
        validate_uscc(code[:place] + letter + code[place + 1 :])


def test_a_code_that_begins_with_a_letter_is_valid():
    first17 = "N2330113" + "MA2ABC12" + organisation_check_digit("MA2ABC12")
    validate_uscc(first17 + uscc_check_digit(first17))


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("9133", "统一社会信用代码应为 18 位，现有 4 位。请对照营业执照填写。"),
        ("9" * 10_000, "统一社会信用代码应为 18 位，现有 10000 位。请对照营业执照填写。"),
        ("91330113MA2ABC12OG", "统一社会信用代码不含“O”（不使用 I、O、S、V、Z）。请对照营业执照填写。"),
        ("91330113MA2ABC12㐀G", "统一社会信用代码不含“㐀”（不使用 I、O、S、V、Z）。请对照营业执照填写。"),
        ("91330113MA2ABC125H", "统一社会信用代码的校验位不符，可能有一位抄错。请对照营业执照逐位核对。"),
    ],
)
def test_a_wrong_code_is_told_in_a_sentence(code, sentence):
    with pytest.raises(ValidationError) as refusal:
        validate_uscc(code)
    assert refusal.value.messages == [sentence]


def test_a_code_is_cleaned_however_typed():
    assert clean_uscc(" ９１330113 ma2abc-125g ") == "91330113MA2ABC125G"


@pytest.mark.parametrize(
    "typed", ["T/ZZB 0123—2020", "T/ZZB0123-2020", "t/zzb 0123 – 2020", "TZZB 0123－2020", "T／ZZB 0123--2020"]
)
def test_a_standard_number_has_one_form(typed):
    assert clean_standard_no(typed) == "T/ZZB 0123—2020"


@pytest.mark.parametrize("typed", ["GB/T 19001", "T/ZZB 12—2020", "T/ZZB 0123", "<script>", "🎉"])
def test_another_number_is_refused_with_an_example(typed):
    with pytest.raises(ValidationError, match="T/ZZB 0123—2020"):
        clean_standard_no(typed)


@pytest.mark.parametrize(
    ("typed", "part"),
    [("zzb0123-2020", "T/ZZB 0123—2020"), ("0123-20", "0123—20"), ("输液器", "输液器"), ("T/ZZB 0123", "T/ZZB 0123")],
)
def test_a_piece_of_a_number_is_searched_in_the_stored_form(typed, part):
    assert standard_no_part(typed) == part


@pytest.mark.parametrize("number", ["13900000000", "0571-88888888", "057188888888", "0571-88888888-801"])
def test_telephone_numbers(number):
    validate_mobile(number)


@pytest.mark.parametrize("number", ["12345678901", "1390000000", "88888888", "139000000001", "🎉"])
def test_what_is_no_telephone_number(number):
    with pytest.raises(ValidationError, match="11 位手机号"):
        validate_mobile(number)


@pytest.mark.parametrize(
    "name", ["浙江㐀喆堃药业有限公司", "ABC（浙江）·生物 & Co.", "0.9%氯化钠注射液 500ml", "商标®"]
)
def test_names_of_any_script_are_kept(name):
    validate_name(name)


@pytest.mark.parametrize(("name", "words"), [("<script>alert(1)</script>", "尖括号"), ("好药🎉", "表情")])
def test_pictures_and_brackets_are_no_names(name, words):
    with pytest.raises(ValidationError, match=words):
        validate_name(name)


@pytest.mark.parametrize(
    ("device_class", "number"),
    [("", ""), ("2", ""), ("1", "浙杭械备20210123号"), ("2", "浙械注准20212140123"), ("3", "国械注准20213140123")],
)
def test_licences_that_fit_the_class(device_class, number):
    validate_licence(device_class, number)


@pytest.mark.parametrize(
    ("device_class", "number", "words"),
    [
        ("2", "浙械注准20213140123", "浙械注准20212140123"),
        ("3", "浙械注准20212140123", "国械注准20213140123"),
        ("1", "20210123", "浙杭械备20210123号"),
        ("", "浙械注准20212140123", "请同时选择器械类别"),
    ],
)
def test_licences_that_do_not_fit(device_class, number, words):
    with pytest.raises(ValidationError, match=words):
        validate_licence(device_class, number)
