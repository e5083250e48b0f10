"""What makes a password good enough, each refusal with what to do. Django's own checks, in our words."""

from django.contrib.auth import password_validation as django_checks
from django.core.exceptions import ValidationError


class LongEnough(django_checks.MinimumLengthValidator):
    def validate(self, password, user=None):
        if len(password) < self.min_length:
            raise ValidationError(
                f"密码至少 {self.min_length} 位，现有 {len(password)} 位。可以用几个不相关的词加数字组成。",
                code="password_too_short",
            )


class NotCommon(django_checks.CommonPasswordValidator):
    def validate(self, password, user=None):
        if password.lower().strip() in self.passwords:
            raise ValidationError("这个密码太常见，容易被猜中，请换一个。", code="password_too_common")


class NotOnlyDigits(django_checks.NumericPasswordValidator):
    def validate(self, password, user=None):
        if password.isdigit():
            raise ValidationError("密码不能全是数字，请加入字母或符号。", code="password_entirely_numeric")


class NotLikeThePerson(django_checks.UserAttributeSimilarityValidator):
    """Not like the account, the name, the mobile number or the address."""

    def __init__(self):
        super().__init__(user_attributes=("username", "name", "mobile", "email"))

    def validate(self, password, user=None):
        try:
            super().validate(password, user)
        except ValidationError as wrong:
            raise ValidationError("密码与您的账号、姓名、手机或邮箱太相近，请换一个。", code=wrong.code) from wrong
