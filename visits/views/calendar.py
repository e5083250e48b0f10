"""The calendar of the visits, and its feed for calendar programs."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.dateparse import parse_date

from desks import scopes
from pinzibiao.accounts.everybody import for_everybody
from pinzibiao.accounts.models import Role
from pinzibiao.lib.pages import BadQuery, Button, Page

from .. import feeds
from ..models import CalendarFeed
from ..months import WEEK, monday_of, month_after, weeks_of

# Further away nobody plans, and a date has an end.
YEARS = range(2014, 2100)


class Calendar(Page):
    """``?month=2026-03-01`` or ``?week=2026-03-02``: any day of it."""

    template_name = "visits/calendar.html"
    title = "帮扶日历"

    def may(self, user) -> bool:
        return user.kind not in {Role.Kind.ADMINISTRATOR, ""}

    def breadcrumbs(self):
        return [("质量帮扶", reverse_lazy("visits:list")), (self.title, None)]

    def buttons(self) -> list[Button]:
        if self.request.user.kind not in feeds.READERS:
            return []
        return [Button("日历订阅", reverse("visits:feed_settings"), "calendar-sync", "outline-primary")]

    def get(self, request, *args, **kwargs) -> HttpResponse:
        is_week = "week" in request.GET
        day = self._day("week" if is_week else "month")
        first = monday_of(day) if is_week else day.replace(day=1)
        last = (first + WEEK if is_week else month_after(first, 1)) - timedelta(days=1)
        before, after = (first - WEEK, first + WEEK) if is_week else (month_after(first, -1), month_after(first, 1))
        weeks = weeks_of(scopes.visits(request.user), first, last)
        return self.render(
            weeks=weeks, is_week=is_week, first=first, last=last, before=before, after=after, today=timezone.localdate()
        )

    def _day(self, name: str) -> date:
        text = self.request.GET.get(name, "")
        try:
            day = parse_date(text) if text else timezone.localdate()
        except ValueError:
            day = None
        if day is None or day.year not in YEARS:
            raise BadQuery("网址中的日期不正确，应为 2026-03-01 这样的日期。", self.request.path, "返回本月")
        return day


class FeedSettings(Page):
    """Opening, renewing and revoking the address. It is shown once: only its hash is kept."""

    template_name = "visits/feed.html"
    title = "日历订阅"
    lead = "把您的帮扶安排订阅到手机或电脑的日历。地址相当于钥匙，不要转给别人；停用或重新生成后，原地址立即失效。"
    refusal = "日历订阅供专家、县局、企业和牵头单位使用。请在“帮扶日历”中查看。"

    def may(self, user) -> bool:
        return user.kind in feeds.READERS

    def breadcrumbs(self):
        return [("帮扶日历", reverse_lazy("visits:calendar")), (self.title, None)]

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return self.render(feed=CalendarFeed.objects.filter(user=request.user).first())

    def post(self, request, *args, **kwargs) -> HttpResponse:
        if "revoke" in request.POST:
            feeds.revoke_feed(request.user)
            messages.success(request, "已停用，原地址不能再读取。")
            return redirect("visits:feed_settings")
        path = reverse("visits:feed", args=[feeds.open_feed(request.user)])
        feed = CalendarFeed.objects.get(user=request.user)
        return self.render(feed=feed, address=settings.SITE_URL.rstrip("/") + path)


@for_everybody
class Feed(Page):
    """Calendar programs cannot sign in: the address is the key."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        user = feeds.owner_of(kwargs["secret"])
        if user is None:
            raise Http404
        response = HttpResponse(feeds.calendar_of(scopes.visits(user)), content_type="text/calendar; charset=utf-8")
        response["Cache-Control"] = "private, no-store"
        return response
