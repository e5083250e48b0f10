"""The pages of the working-day calendar: a year, a changed day, a year that has been announced."""

from datetime import date

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from pinzibiao.lib.pages import Button, FormPage, Page

from ..calendar import is_provisional
from ..calendar_forms import AnnounceForm, DayForm
from ..calendar_years import KEEPERS, MAKE_UP, WORK, acts_on, announce, change, day_of, months_of
from ..models import CalendarYear

FIRST_YEAR = 2014
YEARS_AHEAD = 2
TITLE = "工作日历"
WEEKDAYS = "一二三四五六日"


class YearPage(Page):
    """Everybody whose terms are counted in working days may see how they are counted."""

    template_name = "casework/calendar.html"
    lead = "办理期限按工作日计算：周一至周五，减去国务院规定的放假日，加上调休上班的周末。"

    def prepare(self) -> None:
        today = timezone.localdate()
        self.year = self.kwargs.get("year", today.year)
        if not FIRST_YEAR <= self.year <= today.year + YEARS_AHEAD:
            raise Http404
        self.announced = CalendarYear.objects.filter(year=self.year).first()

    def page_title(self) -> str:
        return f"{self.year} 年工作日历"

    def buttons(self) -> list[Button]:
        if self.announced or not _keeps(self.request.user):
            return []
        return [
            Button("登记节假日安排", reverse("casework:calendar_announce", args=[self.year]), icon="calendar-check")
        ]

    def get(self, request, year=None) -> HttpResponse:
        months = months_of(self.year)
        return self.render(
            year=self.year,
            announced=self.announced,
            months=months,
            weekdays=WEEKDAYS,
            total=sum(month.working_days for month in months),
            may_change=_keeps(request.user),
            today=timezone.localdate(),
            named=[day for month in months for week in month.weeks for day in week if day and day.name],
            acts=list(acts_on(self.year)),
            earlier=_address(self.year - 1) if self.year > FIRST_YEAR else "",
            later=_address(self.year + 1) if self.year < timezone.localdate().year + YEARS_AHEAD else "",
        )


class KeptCalendar(FormPage):
    """The province's and the administrator's: ``self.year`` is the year to which one goes back."""

    refusal = "工作日历由省级监管部门和系统管理员维护。"
    refusals = (ValidationError,)

    def may(self, user) -> bool:
        return _keeps(user)

    def breadcrumbs(self):
        return [(TITLE, _address(self.year)), (self.page_title(), None)]

    def context(self, **more) -> dict:
        return super().context(**(more | {"cancel_url": _address(self.year)}))

    def success_url(self, result) -> str:
        return _address(self.year)


class DayPage(KeptCalendar):
    form_class = DayForm
    success_message = "已修改。此后确定的期限按新的日历计算，已经确定的期限不变。"

    def prepare(self) -> None:
        try:
            self.day = date.fromisoformat(self.kwargs["day"])
        except ValueError:
            raise Http404 from None
        if not FIRST_YEAR <= self.day.year <= timezone.localdate().year + YEARS_AHEAD:
            raise Http404
        self.year = self.day.year

    def page_title(self) -> str:
        return f"修改 {self.day}（周{WEEKDAYS[self.day.weekday()]}）"

    def page_lead(self) -> str:
        return "改动只影响此后确定的期限；已经确定并告知的期限不变。"

    def form_kwargs(self) -> dict:
        now = day_of(self.day)
        return {"initial": {"is_working": "yes" if now.kind in (WORK, MAKE_UP) else "no", "name": now.name}}

    def save(self, form) -> None:
        change(self.day, by=self.request.user, **form.cleaned_data)


class AnnouncePage(KeptCalendar):
    form_class = AnnounceForm
    submit_label = "登记"
    lead = "请照国务院办公厅的通知填写。登记后还可以逐日修改；已经确定的期限不变。"
    success_message = "已登记。此后确定的期限按这一安排计算，请对照通知核对下面的日历。"

    def prepare(self) -> None:
        self.year = self.kwargs["year"]
        if not FIRST_YEAR <= self.year <= timezone.localdate().year + YEARS_AHEAD:
            raise Http404

    def may(self, user) -> bool:
        return super().may(user) and is_provisional(date(self.year, 1, 1))

    def page_title(self) -> str:
        return f"登记 {self.year} 年节假日安排"

    def form_kwargs(self) -> dict:
        return {"year": self.year}

    def save(self, form) -> CalendarYear:
        return announce(self.year, by=self.request.user, **form.cleaned_data)


def _keeps(user) -> bool:
    return user.kind in KEEPERS


def _address(year: int) -> str:
    return reverse("casework:calendar_year", args=[year])
