"""A year of the calendar: seen by all, changed by its keepers with a reason, missed before it begins."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse

from pinzibiao.casework.calendar import add_working_days, is_provisional
from pinzibiao.casework.calendar_forms import AnnounceForm
from pinzibiao.casework.calendar_years import announce, change, day_of, months_of, to_be_announced
from pinzibiao.casework.models import CalendarDay, CalendarYear, Event

pytestmark = pytest.mark.django_db
NOTICE = "国办发明电〔2026〕9号"
OFF = "10-1 至 10-7 国庆节\n1月1日 元旦"
MAKE_UP = "10-9 国庆节调休"


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel(date(2026, 11, 20), tick=False):
        yield


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def form(**more) -> AnnounceForm:
    return AnnounceForm({"source": NOTICE, "off": OFF, "make_up": MAKE_UP} | more, year=2027)


def test_a_year_as_the_notice_lists_it(province_handler):
    asked = form()
    assert asked.is_valid(), asked.errors
    announce(2027, by=province_handler, **asked.cleaned_data)
    assert (is_provisional(date(2027, 1, 1)), CalendarYear.objects.get(year=2027).source) == (False, NOTICE)
    kinds = [(day_of(date(2027, 10, day)).kind, day_of(date(2027, 10, day)).mark) for day in (1, 2, 8, 9, 10)]
    assert kinds == [("off", "休"), ("weekend", ""), ("work", ""), ("make-up", "班"), ("weekend", "")]
    assert add_working_days(date(2027, 9, 30), 2) == date(2027, 10, 9)
    event = Event.objects.get(action="announce")
    assert (event.by_name, event.comment, event.data) == (province_handler.name, NOTICE, {"off": 8, "make_up": 1})
    with pytest.raises(ValidationError, match="已经登记"):
        announce(2027, by=province_handler, **asked.cleaned_data)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"off": "国庆节放七天"}, "看不懂"),
        ({"off": "2-30 春节"}, "没有这一天"),
        ({"off": "10-7 至 10-1 国庆节"}, "起止日期不对"),
        ({"off": "1-1 至 12-31"}, "起止日期不对"),
        ({"off": ""}, "放假的日子"),
        ({"make_up": "10-8 调休"}, "不是周末"),
        ({"make_up": "10-2 调休"}, "既放假又上班"),
        ({"off": "\n".join(["1-1"] * 41)}, "最多 40 行"),
        ({"off": "10-1" + " 至" * 900}, "看不懂"),
    ],
)
def test_what_cannot_be_meant_is_told(fields, sentence):
    asked = form(**fields)
    assert not asked.is_valid()
    assert sentence in str(asked.errors)


def test_a_changed_day_counts_from_now_on_and_is_kept_with_its_reason(province_handler):
    day = date(2026, 12, 1)
    change(day, is_working=False, name="临时放假", reason="省政府通知", by=province_handler)
    assert add_working_days(date(2026, 11, 30), 1) == date(2026, 12, 2)
    change(day, is_working=True, name="", reason="通知撤销", by=province_handler)
    assert (add_working_days(date(2026, 11, 30), 1), CalendarDay.objects.filter(day=day).exists()) == (day, False)
    kept = Event.objects.order_by("id").values_list("label", "comment", "data__day")
    assert list(kept) == [("改为放假", "省政府通知", "2026-12-01"), ("改为上班", "通知撤销", "2026-12-01")]


def test_the_past_stays_and_nothing_is_changed_twice(province_handler):
    later = {"name": "", "reason": "通知", "by": province_handler}
    with pytest.raises(ValidationError, match="已经过去"):
        change(date(2026, 11, 19), is_working=False, **later)
    change(date(2026, 11, 20), is_working=False, **later)
    with pytest.raises(ValidationError, match="没有改动"):
        change(date(2026, 11, 20), is_working=False, **later)
    assert Event.objects.count() == 1


def test_the_package_fills_in_chinese_words():
    call_command("load_holidays", verbosity=0)
    assert (day_of(date(2026, 10, 1)).name, day_of(date(2026, 10, 10)).name) == ("国庆节", "国庆节（调休）")
    assert [name for name in CalendarDay.objects.values_list("name", flat=True) if name.isascii()] == []


def test_every_day_of_a_leap_year_stands_once():
    days = [one.day for month in months_of(2028) for week in month.weeks for one in week if one]
    assert days == [date(2028, 1, 1) + timedelta(days=n) for n in range(366)]


@pytest.mark.parametrize(
    ("today", "known", "missing"),
    [
        (date(2026, 10, 31), [2026], None),
        (date(2026, 11, 2), [2026], 2027),
        (date(2026, 12, 31), [2026, 2027], None),
        (date(2027, 1, 4), [2026], 2027),
    ],
)
def test_a_year_is_missed_before_it_begins_and_after(today, known, missing, province_handler, city_officer, sign_in):
    CalendarYear.objects.bulk_create([CalendarYear(year=year, source="通知") for year in known])
    with time_machine.travel(today, tick=False):
        assert to_be_announced() == missing
        assert ("节假日安排还没有登记" in text(sign_in(province_handler).get("/"))) == bool(missing)
        assert "节假日安排还没有登记" not in text(sign_in(city_officer).get("/"))


def test_the_pages(province_handler, clerk, sign_in):
    year, next_year = (reverse("casework:calendar_year", args=[one]) for one in (2026, 2027))
    client = sign_in(province_handler)
    assert "暂按周一至周五计算，全年 261 个工作日" in text(client.get(next_year))
    sent = {"source": NOTICE, "off": OFF, "make_up": MAKE_UP}
    answer = client.post(reverse("casework:calendar_announce", args=[2027]), sent)
    assert (answer.status_code, answer["Location"]) == (302, next_year)
    body = text(client.get(next_year))
    assert [w for w in (NOTICE, "全年 256 个工作日", "放假 8 天", province_handler.name) if w not in body] == []
    assert client.get(reverse("casework:calendar_announce", args=[2027])).status_code == 403
    address = reverse("casework:calendar_day", args=["2026-12-01"])
    assert client.post(address, {"is_working": "no", "name": "", "reason": ""}).status_code == 422
    assert client.post(address, {"is_working": "no", "name": "停电", "reason": "通知"}).status_code == 302
    assert "2026-12-01 改为放假（停电）" in text(client.get(year))
    own = sign_in(clerk).get(year).content.decode()
    assert ("/casework/calendar/day/" in own, "停电" in own) == (False, True)


@pytest.mark.parametrize("path", ["2013/", "2029/", "day/2026-13-01/", "day/2029-01-01/", "day/x/", "2029/announce/"])
def test_years_out_of_sight_are_no_pages(path, province_handler, sign_in):
    assert sign_in(province_handler).get(f"/casework/calendar/{path}").status_code == 404
