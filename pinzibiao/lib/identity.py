"""Citizens' identity numbers (GB 11643-1999): checked, and shown masked."""

import re

from django.core.exceptions import ValidationError

NUMBER = re.compile(r"[1-9]\d{16}[\dXx]")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def is_identity(number: str) -> bool:
    """The 18th character checks the other 17."""
    if not NUMBER.fullmatch(number):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17].upper()


def validate_identity(number: str) -> None:
    if not is_identity(number):
        raise ValidationError("身份证号应为 18 位且校验码正确，请对照证件核对后重新填写。", code="identity")


def masked(number: str) -> str:
    """``330**************1``: the place and the last character are enough to compare with a paper."""
    return f"{number[:3]}{'*' * 14}{number[-1:]}"
