"""Spot checks for everybody: who was in the urn, who was drawn, what was found, and how to draw again."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from desks import scopes
from enterprises.models import Industry
from pinzibiao.accounts.everybody import for_everybody, kept_a_minute, limited
from pinzibiao.lib import throttle
from pinzibiao.lib.pages import ListPage, Page
from pinzibiao.regions.models import Region

from ..models import SpotCheck, SpotCheckPlan
from ..spot_check_tables import PublicSpotCheckFilter, PublicSpotCheckTable, public_row
from ..spot_draws import groups_of, shares_of, shell_command, start_of


@kept_a_minute
@for_everybody
class PublicPlanList(Page):
    """Every year's draw, newest first."""

    title = "监督抽查"
    lead = "每年按地区和行业从有效的授权中随机抽取。抽取范围、种子、抽中的授权和检查结果公开，任何人都可以重新计算。"
    template_name = "public/spot_plans.html"

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return self.render(plans=list(scopes.spot_plans().defer("population")))


@kept_a_minute
@for_everybody
class PublicPlanPage(ListPage):
    """One year's. What was found is told in one word; the notes are between the offices and the enterprise."""

    model = SpotCheck
    template_name = "public/spot_plan.html"
    filterset_class = PublicSpotCheckFilter
    table_class = PublicSpotCheckTable

    def prepare(self) -> None:
        self.plan = _plan(self.kwargs["year"])

    def page_title(self) -> str:
        return str(self.plan)

    def scope(self, user):
        return scopes.public_spot_checks().filter(plan=self.plan)

    def rows(self, objects):
        return [public_row(check) for check in objects]

    def context(self, **more) -> dict:
        size = len(groups_of(self.plan))
        return super().context(
            facts=_facts(self.plan, size),
            plan=self.plan,
            shares=_named(shares_of(self.plan)),
            command=shell_command(self.plan),
            start=start_of(self.plan.seed, size),
            size=size,
            population_url=reverse("public:spot_population", args=[self.plan.year]),
            **more,
        )


@require_safe
@login_not_required
@limited(throttle.PAGES)
def population(request, year: int) -> HttpResponse:
    """The text from which the year was drawn, to the byte."""
    return HttpResponse(_plan(year).population, content_type="text/plain; charset=utf-8")


def _plan(year: int) -> SpotCheckPlan:
    return get_object_or_404(scopes.spot_plans(), year=year)


def _facts(plan: SpotCheckPlan, size: int) -> list[tuple]:
    return [
        ("抽取日期", timezone.localdate(plan.drawn_at)),
        ("抽取范围", f"{size} 件有效的授权"),
        ("抽查比例", f"{plan.percent}%，不足一件的进一件"),
        ("抽中", f"{plan.checks.count()} 件"),
        ("已有结果", f"{plan.checks.exclude(result='').count()} 件"),
        ("抽取范围校验值（SHA-256）", plan.sha256),
        ("种子", plan.seed),
    ]


def _named(shares: list[tuple]) -> list[tuple]:
    """The same with the places' and the industries' names."""
    places = Region.objects.in_bulk({city for city, *_ in shares})
    trades = Industry.objects.in_bulk({trade for _, trade, *_ in shares})
    return [(places[city].name, str(trades[trade]), *numbers) for city, trade, *numbers in shares]
