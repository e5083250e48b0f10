"""Numbers of the procedure that an office changes from a day on."""

from datetime import date

import pytest

from pinzibiao.casework import dated
from pinzibiao.casework.models import DatedSetting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def declared(monkeypatch):
    monkeypatch.setattr(dated, "DEFAULTS", dict(dated.DEFAULTS))
    dated.declare("test.notice_days", 5, "公示工作日")


def test_the_default_holds_while_no_row_says_otherwise():
    assert dated.value_of("test.notice_days") == 5


def test_a_row_holds_from_its_day_on_and_the_past_keeps_the_older():
    DatedSetting.objects.create(key="test.notice_days", valid_from=date(2025, 7, 1), value=7)
    DatedSetting.objects.create(key="test.notice_days", valid_from=date(2026, 1, 1), value=10)
    days = [date(2025, 6, 30), date(2025, 7, 1), date(2025, 12, 31), date(2026, 1, 1)]
    assert [dated.value_of("test.notice_days", day) for day in days] == [5, 7, 7, 10]


def test_a_row_of_another_key_does_not_count():
    DatedSetting.objects.create(key="test.other", valid_from=date(2020, 1, 1), value=99)
    assert dated.value_of("test.notice_days", date(2026, 1, 1)) == 5


def test_nobody_asks_for_what_is_not_declared():
    with pytest.raises(KeyError):
        dated.value_of("test.unknown")
