"""The first administrator comes from the shell; all others from the pages."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from pinzibiao.accounts.models import Role, User

pytestmark = pytest.mark.django_db


def test_the_first_administrator():
    said = StringIO()
    call_command("create_administrator", "Admin", "沈管理", stdout=said)
    user = User.objects.get(username="admin")
    assert user.kind == Role.Kind.ADMINISTRATOR
    assert user.must_change_password
    password = said.getvalue().split("一次性密码 ")[1].split("，")[0]
    assert user.check_password(password)


def test_a_name_that_is_taken():
    call_command("create_administrator", "admin", "沈管理", stdout=StringIO())
    with pytest.raises(CommandError, match="已有人使用"):
        call_command("create_administrator", "ADMIN", "钱管理", stdout=StringIO())
    assert User.objects.count() == 1
