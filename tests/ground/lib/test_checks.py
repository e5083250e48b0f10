"""The database is one in which Chinese can be searched."""

import pytest
from django.core.management import CommandError, call_command

from pinzibiao.lib import checks

pytestmark = pytest.mark.django_db


def test_our_database_knows_chinese_letters():
    call_command("check", databases=["default"])


def test_a_database_under_the_locale_c_is_refused(monkeypatch):
    monkeypatch.setattr(checks, "LETTER", """SELECT '浙' COLLATE "C" ~ '[[:alpha:]]'""")
    with pytest.raises(CommandError, match="E001"):
        call_command("check", databases=["default"])
