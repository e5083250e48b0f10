"""The pages of the dated settings: a value for a coming day, its bounds, the history, a plan taken back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pinzibiao.casework.dated import DEFAULTS, value_of
from pinzibiao.casework.models import DatedSetting, Event
from pinzibiao.casework.planning import setting_of

pytestmark = pytest.mark.django_db
KEY = "declarations.notice_days"
POINTS = "declarations.site_check_points"


def day(distance: int):
    return timezone.localdate() + timedelta(days=distance)


def address(name: str, *args) -> str:
    return reverse(f"casework:{name}", args=args)


@pytest.fixture
def keeper(province_handler, sign_in):
    return sign_in(province_handler)


def plan(keeper, key=KEY, value="7", start=None, source="浙市监〔2026〕9 号"):
    return keeper.post(address("setting_plan", key), {"value": value, "valid_from": start or day(1), "source": source})


def test_a_new_value_holds_from_its_day_on_and_the_event_tells_who_and_why(keeper, province_handler):
    assert plan(keeper).url == address("setting", KEY)
    assert [value_of(KEY, day(0)), value_of(KEY, day(1))] == [5, 7]
    event = Event.objects.get()
    assert (event.by_id, event.label, event.comment) == (province_handler.pk, "安排新值", "浙市监〔2026〕9 号")
    assert event.data == {"key": KEY, "value": 7, "valid_from": day(1).isoformat()}


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": "0"},
        {"value": "367"},
        {"value": "五"},
        {"start": day(0)},
        {"start": day(-1)},
        {"source": ""},
    ],
)
def test_what_is_out_of_bounds_begun_or_without_reason_is_refused(keeper, wrong):
    assert plan(keeper, **wrong).status_code == 422
    assert not DatedSetting.objects.exists()
    assert not Event.objects.exists()


def test_a_day_takes_one_value(keeper):
    plan(keeper)
    answer = plan(keeper, value="9")
    assert answer.status_code == 422
    assert "已经有人安排" in answer.content.decode()
    assert [row.value for row in DatedSetting.objects.all()] == [7]


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("declarations.expiry_reminders", "30，90、30", [90, 30]),
        (POINTS, "甲\n\n 乙 ", ["甲", "乙"]),
        ("declarations.evaluation_fields", ["brand"], ["brand"]),
    ],
)
def test_each_kind_of_value_is_kept_as_its_readers_expect(keeper, key, typed, kept):
    assert plan(keeper, key, typed).status_code == 302
    assert value_of(key, day(1)) == kept


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("declarations.expiry_reminders", "90、-1"),
        ("declarations.expiry_reminders", "0"),
        ("declarations.expiry_reminders", "、"),
        (POINTS, "甲\n甲"),
        (POINTS, "\n"),
        ("declarations.evaluation_fields", ["magic"]),
    ],
)
def test_what_its_readers_could_not_use_is_refused(keeper, key, typed):
    assert plan(keeper, key, typed).status_code == 422
    assert not DatedSetting.objects.exists()


def test_a_plan_is_taken_back_and_the_trail_keeps_it(keeper):
    plan(keeper)
    row = DatedSetting.objects.get()
    assert keeper.post(address("setting_withdraw", KEY, row.pk)).url == address("setting", KEY)
    assert not DatedSetting.objects.exists()
    assert [event.label for event in Event.objects.all()] == ["安排新值", "撤回安排"]
    page = keeper.get(address("setting", KEY)).content.decode()
    assert page.count(f"（{day(1)} 起）：7") == 2


def test_what_is_in_force_is_not_taken_back(keeper):
    row = DatedSetting.objects.create(key=KEY, valid_from=day(0), value=7)
    assert keeper.post(address("setting_withdraw", KEY, row.pk)).status_code == 404
    assert DatedSetting.objects.filter(pk=row.pk).exists()


def test_the_history_of_a_setting():
    for distance, value in [(-9, 6), (-1, 8), (5, 10)]:
        DatedSetting.objects.create(key=KEY, valid_from=day(distance), value=value)
    found = [(span.lines, span.state) for span in setting_of(KEY).history]
    assert found == [(["10"], "已安排"), (["8"], "现行"), (["6"], "已被取代"), (["5"], "已被取代")]


def test_the_list_names_every_setting(keeper):
    page = keeper.get(address("settings")).content.decode()
    assert [key for key in DEFAULTS if address("setting", key) not in page] == []


def test_the_pledge_is_shown_and_not_changed_here(keeper):
    page = keeper.get(address("setting", "declarations.pledge")).content.decode()
    assert "品字标自我声明信用承诺书" in page
    assert "安排新值</a>" not in page
    assert keeper.get(address("setting_plan", "declarations.pledge")).status_code == 404


def test_an_unknown_setting_does_not_exist(keeper):
    assert keeper.get(address("setting", "declarations.nothing")).status_code == 404


def test_every_default_lies_within_its_own_bounds():
    numbers = {key: known for key, known in DEFAULTS.items() if isinstance(known.default, int)}
    assert [key for key, known in numbers.items() if not known.least <= known.default <= known.most] == []
