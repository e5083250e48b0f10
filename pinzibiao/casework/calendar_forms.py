"""Forms of the calendar: one day, and a whole year as the State Council's notice lists it."""

import re
from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError

from pinzibiao.lib.forms import PortalForm, prepare_field

DAY = r"(\d{1,2})[-月./](\d{1,2})日?"
LINE = re.compile(rf"{DAY}(?:\s*(?:至|到|—|~|～|-)\s*{DAY})?[\s，,:：]*(.{{0,40}})")
MOST_LINES = 40
LONGEST = timedelta(days=15)


class SpansField(forms.CharField):
    """Days or spans of days of one year, one a line: ``10-1 至 10-7 国庆节``. Gives ``{day: name}``."""

    widget = forms.Textarea(attrs={"rows": 6})

    def __init__(self, *, year: int, **kwargs):
        super().__init__(max_length=4000, **kwargs)
        self.year = year

    def clean(self, value) -> dict[date, str]:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise ValidationError(f"最多 {MOST_LINES} 行，请核对。")
        found: dict[date, str] = {}
        for line in lines:
            found |= self._days(line)
        return found

    def _days(self, line: str) -> dict[date, str]:
        match = LINE.fullmatch(line)
        if not match:
            raise ValidationError(f"看不懂“{line}”。请写成“10-1 至 10-7 国庆节”或“10-10 国庆节调休”。")
        month, day, last_month, last_day, name = match.groups()
        first = self._date(month, day, line)
        last = self._date(last_month, last_day, line) if last_month else first
        if not first <= last <= first + LONGEST:
            raise ValidationError(f"“{line}”的起止日期不对，请核对。")
        return {first + timedelta(days=n): name for n in range((last - first).days + 1)}

    def _date(self, month: str, day: str, line: str) -> date:
        try:
            return date(self.year, int(month), int(day))
        except ValueError:
            raise ValidationError(f"“{line}”里没有这一天，请核对月和日。") from None


class DayForm(PortalForm):
    """Whether one day is worked, and why that is changed."""

    is_working = forms.TypedChoiceField(
        label="这一天", choices=[("yes", "上班"), ("no", "放假")], coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )  # fmt: skip
    name = forms.CharField(label="节日或调休名称", max_length=40, required=False, help_text="例如国庆节、国庆节调休。")
    reason = forms.CharField(label="修改依据", max_length=200, help_text="例如文件名称和文号，写入修改记录。")


class AnnounceForm(PortalForm):
    """The notice, its days off, its make-up days."""

    source = forms.CharField(label="依据", max_length=200, help_text="国务院办公厅关于部分节假日安排的通知，写明文号。")

    def __init__(self, *args, year: int, **kwargs):
        super().__init__(*args, **kwargs)
        off = "每行一个节日，例如 10-1 至 10-7 国庆节；周末可以包括在内。"
        make_up = "每行一天，例如 10-10 国庆节调休；没有的不填。"
        self.fields["off"] = SpansField(year=year, label="放假的日子", help_text=off)
        self.fields["make_up"] = SpansField(year=year, required=False, label="调休上班的周末", help_text=make_up)
        for name in ("off", "make_up"):
            prepare_field(self.fields[name])

    def clean(self) -> dict:
        cleaned = super().clean()
        off, make_up = cleaned.get("off", {}), cleaned.get("make_up", {})
        if both := sorted(off.keys() & make_up.keys()):
            self.add_error("make_up", f"{both[0]} 既放假又上班，请核对。")
        if wrong := [day for day in make_up if day.weekday() < 5]:
            self.add_error("make_up", f"{wrong[0]} 不是周末，不用调休，请核对日期。")
        return cleaned
