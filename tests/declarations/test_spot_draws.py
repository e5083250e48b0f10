"""The yearly draw: nobody starts or steers it, everybody makes it again by the command on the page."""

import html
import subprocess
from datetime import date
from hashlib import sha256

import pytest
from django.db import connection
from django.db.utils import InternalError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from declarations import actions, tasks
from declarations.defaults import SPOT_CHECK_MONTH, SPOT_CHECK_PERCENT
from declarations.models import SpotCheckPlan
from declarations.spot_draws import draw, drawn_by, how_many, shares_of, shell_command
from declarations.states import DeclarationStatus as S
from enterprises.models import Industry
from pinzibiao.casework.actions import events_of
from pinzibiao.casework.models import DatedSetting
from pinzibiao.jobs.models import Job
from pinzibiao.notices.models import Message
from tests.factories.declarations import declaration_at
from tests.factories.enterprises import ProductFactory

from .test_public import SECRETS, text

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 1)


@pytest.fixture
def authorised(enterprise, people):
    """Four of one enterprise; a fifth has been revoked."""

    def one(name, status=S.AUTHORISED):
        return declaration_at(status, product=ProductFactory(enterprise=enterprise, name=name), people=people)

    one("不在范围", S.REVOKED)
    return [one(name) for name in "甲乙丙丁"]


def numbers(rows) -> list[str]:
    return sorted(row.authorisation.number for row in rows)


def percent(value: int) -> None:
    DatedSetting.objects.create(key=SPOT_CHECK_PERCENT, value=value, valid_from=date(2020, 1, 1))


def test_the_population_is_what_is_in_force_by_place_and_industry(authorised, enterprise):
    plan = draw(DAY)
    division = Industry.objects.get(pk=enterprise.industry_id[:3])
    expected = sorted(f"330100 {division.code} {number}" for number in numbers(authorised))
    assert plan.population == "".join(f"{line}\n" for line in expected)
    assert plan.sha256 == sha256(plan.population.encode()).hexdigest()
    assert (plan.seed, plan.percent, plan.year) == (f"{plan.sha256}/2026", 10, 2026)
    assert shares_of(plan) == [("330100", division.code, 4, 1)]


def test_the_drawn_follow_from_text_seed_and_percentage_alone(authorised):
    percent(50)
    plan = draw(DAY)
    assert numbers(plan.checks.all()) == sorted(drawn_by(plan))
    assert plan.checks.count() == 2
    assert [how_many(size, 10) for size in (1, 10, 11, 100)] == [1, 1, 2, 10]


def test_a_year_is_drawn_once_and_a_drawn_plan_stays(authorised):
    plan = draw(DAY)
    assert draw(DAY) is None
    assert draw(date(2026, 12, 31)) is None
    assert SpotCheckPlan.objects.count() == 1
    with pytest.raises(InternalError, match="immutable"):
        SpotCheckPlan.objects.filter(pk=plan.pk).update(seed="另一个")


def test_nothing_is_drawn_before_its_month_or_from_an_empty_urn(enterprise):
    assert draw(DAY) is None
    assert not SpotCheckPlan.objects.exists()


def test_the_month_is_a_setting(authorised):
    DatedSetting.objects.create(key=SPOT_CHECK_MONTH, value=6, valid_from=date(2020, 1, 1))
    assert draw(date(2026, 5, 31)) is None
    assert draw(date(2026, 6, 1)).year == 2026


def test_the_night_draws_tells_the_province_and_leaves_a_trail(authorised, people):
    nights = [tasks.draw_spot_checks(Job(params={"on": "2026-12-01"}), lambda *_: None) for _ in range(2)]
    plan = SpotCheckPlan.objects.get()
    assert nights == [
        {"url": plan.get_absolute_url(), "label": "抽取监督抽查对象 1 件"},
        {"label": "本年度已抽取，或尚未到抽取时间"},
    ]
    told = Message.objects.filter(kind="declarations.spot_check").values_list("to", "title", "url")
    text = "2026 年监督抽查已抽取 1 件，请安排检查并逐件登记结果。"
    assert list(told) == [(people.province.pk, text, f"{reverse('declarations:spot_checks')}?year=2026")]
    event = events_of(plan).get()
    assert (event.by_name, event.data) == ("系统", {"seed": plan.seed, "drawn": 1})


def test_everybody_draws_again_by_the_command_on_the_page(authorised, tmp_path):
    percent(50)
    plan = draw(DAY)
    anonymous = Client()
    page = anonymous.get(plan.get_absolute_url())
    command = shell_command(plan)
    assert command in html.unescape(page.content.decode())
    file = anonymous.get(reverse("public:spot_population", args=[2026]))
    assert file["Content-Type"] == "text/plain; charset=utf-8"
    (tmp_path / "population.txt").write_bytes(file.content)
    assert sha256(file.content).hexdigest() == plan.sha256
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert sorted(done.stdout.split()) == numbers(plan.checks.all())


def test_the_public_pages_name_nobody(authorised, people):
    plan = draw(DAY)
    check = plan.checks.get()
    told = {"spot_check": check.pk, "result": "passed", "checked_on": DAY, "note": "联系人张三在场。"}
    actions.take(check.authorisation.declaration, "pass_spot_check", by=people.province, comment="合格", data=told)
    anonymous = Client()
    pages = [anonymous.get(url) for url in (reverse("public:spot_plans"), plan.get_absolute_url())]
    shown = " ".join(text(page) for page in pages)
    assert [word for word in (*SECRETS, "张三", "省经办") if word in shown] == []
    assert (plan.seed in shown, check.authorisation.number in shown, "合格" in shown) == (True, True, True)


@pytest.mark.parametrize("year", [2025, 20261])
def test_a_year_without_a_draw_has_no_page(year, authorised):
    draw(DAY)
    anonymous = Client()
    pages = [anonymous.get(reverse(name, args=[year])) for name in ("public:spot_plan", "public:spot_population")]
    assert [page.status_code for page in pages] == [404, 404]


def test_one_and_three_drawn_ask_as_often(authorised):
    percent(75)
    plan = draw(DAY)
    client = Client()

    def asked(sort: str) -> tuple[int, int]:
        """By another address each time, since a page stays a minute in memory."""
        with CaptureQueriesContext(connection) as found:
            page = client.get(f"{plan.get_absolute_url()}?sort={sort}")
        return len(found), len(page.context["table"])

    asked("checked_on")
    three, _ = first = asked("number")
    plan.checks.exclude(pk=plan.checks.first().pk).delete()
    assert (first, asked("-number")) == ((three, 3), (three, 1))
