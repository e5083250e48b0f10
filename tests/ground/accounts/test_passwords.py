"""What makes a password good enough, told in Chinese with what to do."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from pinzibiao.accounts.models import User

PERSON = User(username="lp-zhangwei", name="张伟建国", mobile="13812345678", email="zw@linping.gov.cn")


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("Abc-12", "密码至少 10 位，现有 6 位。可以用几个不相关的词加数字组成。"),
        ("1357924680135", "密码不能全是数字，请加入字母或符号。"),
        ("password123", "这个密码太常见，容易被猜中，请换一个。"),
        ("lp-zhangwei1", "密码与您的账号、姓名、手机或邮箱太相近，请换一个。"),
        ("13812345678a", "密码与您的账号、姓名、手机或邮箱太相近，请换一个。"),
    ],
)
def test_a_weak_password_is_refused_with_what_to_do(password, sentence):
    with pytest.raises(ValidationError) as refusal:
        validate_password(password, PERSON)
    assert sentence in refusal.value.messages


@pytest.mark.parametrize("password", ["西湖-Longjing-茶7", "correct horse 9 battery", "Xk7!mQ2@vL"])
def test_a_good_one_is_taken(password):
    validate_password(password, PERSON)
