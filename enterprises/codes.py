"""Code systems: what makes a code right and how it is stored. Used by form, import and model alike."""

import re
import unicodedata
from operator import mul

from django.core.exceptions import ValidationError

USCC_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
ORGANISATION_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
MOBILE = re.compile(r"^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(-\d{1,6})?)$")
FULL_WIDTH = {ord("０") + n: ord("0") + n for n in range(10)} | {ord("Ａ") + n: ord("A") + n for n in range(26)}


def clean_uscc(text: str) -> str:
    """One form however typed: full-width to half, no spaces, upper case."""
    return re.sub(r"[\s-]", "", text.upper().translate(FULL_WIDTH))


def uscc_check_digit(first17: str) -> str:
    """The 18th character (GB 32100-2015): weights 3^i mod 31."""
    return USCC_LETTERS[-sum(map(mul, map(USCC_LETTERS.index, first17), USCC_WEIGHTS)) % 31]


def organisation_check_digit(first8: str) -> str:
    """The check digit of the organisation code in positions 9 to 17 (GB 11714)."""
    digit = 11 - sum(map(mul, map(ORGANISATION_LETTERS.index, first8), ORGANISATION_WEIGHTS)) % 11
    return {10: "X", 11: "0"}.get(digit, str(digit))


def validate_uscc(code: str) -> None:
    """Raise ``ValidationError`` with what is wrong and what to do."""
    if len(code) != 18:
        raise ValidationError(f"统一社会信用代码应为 18 位，现有 {len(code)} 位。请对照营业执照填写。")
    if wrong := sorted(set(code) - set(USCC_LETTERS)):
        raise ValidationError(f"统一社会信用代码不含“{'、'.join(wrong)}”（不使用 I、O、S、V、Z）。请对照营业执照填写。")
    if organisation_check_digit(code[8:16]) != code[16] or uscc_check_digit(code[:17]) != code[17]:
        raise ValidationError("统一社会信用代码的校验位不符，可能有一位抄错。请对照营业执照逐位核对。")


def validate_mobile(number: str) -> None:
    if not MOBILE.match(number):
        raise ValidationError("请填写 11 位手机号，或带区号的座机号，例如 0571-88888888。")


STANDARD_NO = re.compile(r"^T/?ZZB[\s ]*(\d{4,5})\s*[-—–－]+\s*(\d{4})$", re.IGNORECASE)


def clean_standard_no(text: str) -> str:
    """``T/ZZB 0123—2020`` in one form however typed; raises ``ValidationError`` with an example."""
    match = STANDARD_NO.match(text.strip().replace("／", "/"))
    if not match:
        raise ValidationError("“浙江制造”标准号应写作 T/ZZB 0123—2020（编号、横线、年份）。")
    return f"T/ZZB {match[1]}—{match[2]}"


def standard_no_part(text: str) -> str:
    """A piece of a standard's number in the stored form: any dash becomes —, ``zzb0123`` becomes ``T/ZZB 0123``."""
    piece = re.sub(r"\s*[-—–－]+\s*", "—", text.strip().upper().replace("／", "/"))
    return re.sub(r"^(T/?)?ZZB\s*(?=\d)", "T/ZZB ", piece)


CERTIFICATE_RULE = re.compile(r"^ZJM(-[0-9A-Z]+)+$")


def clean_certificate_rule(text: str) -> str:
    """``ZJM-001-2016`` in one form however typed."""
    plain = re.sub(r"\s+", "", text.upper().translate(FULL_WIDTH))
    return re.sub(r"[-—–－]+", "-", plain)


def validate_certificate_rule(text: str) -> None:
    if not CERTIFICATE_RULE.match(text):
        raise ValidationError("认证规则编号应写作 ZJM-001-2016 这样（ZJM 开头，用短横线分段），请对照证书填写。")


def clean_certificate_no(text: str) -> str:
    """The number as printed, in half-width letters, without spaces."""
    return re.sub(r"\s+", "", text.translate(FULL_WIDTH)).replace("－", "-")


# Symbols that stand in real names of products and standards, though Unicode counts them among the pictures.
SYMBOLS_IN_NAMES = frozenset("®™©℃°№")
PICTURES = frozenset({"So", "Sk", "Cs", "Cn", "Co"})


def validate_name(text: str) -> None:
    """A name as printed on paper: any script, rare characters too, but no pictures and no angle brackets."""
    if "<" in text or ">" in text:
        raise ValidationError("名称中不能有尖括号 < >，请按证照上的文字填写。")
    if any(unicodedata.category(c) in PICTURES and c not in SYMBOLS_IN_NAMES for c in text):
        raise ValidationError("名称中不能有表情或图形符号，请删除后按证照上的文字填写。")


# 医疗器械: class → (pattern of its licence number, how it is called, an example). DOMAIN.md section 4.
LICENCES = {
    "1": (re.compile(r"^浙[\u4e00-\u9fff]械备\d{8,12}号?$"), "备案号", "浙杭械备20210123号"),
    "2": (re.compile(r"^浙械注准\d{4}2\d{6}$"), "注册证号", "浙械注准20212140123"),
    "3": (re.compile(r"^国械注准\d{4}3\d{6}$"), "注册证号", "国械注准20213140123"),
}


def validate_licence(device_class: str, licence_no: str) -> None:
    """The number fits the class of the medical device; none is fine: the licence may not have been given yet."""
    if not licence_no:
        return
    if device_class not in LICENCES:
        raise ValidationError("填写了注册（备案）号，请同时选择器械类别。")
    pattern, kind, example = LICENCES[device_class]
    if not pattern.match(licence_no):
        raise ValidationError(f"{kind}与器械类别不符，应写作 {example} 这样，请对照证件填写。")
