"""The whole demo, stage by stage, out of one seed: the same every time on the same day."""

from collections.abc import Callable
from datetime import date
from random import Random

from django.db import transaction
from django.utils import timezone

from declarations.open_data import publish_all
from enterprises.models import Enterprise
from pinzibiao.accounts.models import User
from pinzibiao.jobs import actions as jobs
from pinzibiao.regions.models import Region
from reports import actions as reports
from reports.models import Report

from .cases import make_declarations
from .certificates import decide
from .commons import make_commons
from .help import make_help
from .people import Cast, make_members, make_regulators, officer
from .policies import make_policies
from .programme import make_programme
from .register_items import make_items, make_move
from .registers import make_registers
from .spot_checks import make_spot_checks
from .standing import make_standing

SEED = 2023
WITH_PEOPLE = 90


@transaction.atomic
def seed(say: Callable[[str], None]) -> bool:
    """Fill an empty portal; False when it is filled already. All or nothing."""
    if User.objects.filter(username="330000-1").exists():
        return False
    random, today = Random(SEED), timezone.localdate()
    cast = Cast(random)
    say("监管人员……")
    make_regulators(cast)
    say("企业、标准、证书……")
    registered = make_registers(random, today)
    make_items(registered, today)
    enterprises = _with_people(registered)
    make_members(cast, enterprises)
    decide(today)
    say("机构、专家、团队、项目、活动……")
    make_programme(random, cast, today)
    say("培育库、帮扶、问题、措施……")
    make_help(random, enterprises, today)
    make_commons()
    make_policies(today)
    say("自我声明……")
    free = make_declarations(random, enterprises, today)
    make_standing(random, enterprises[1], free, today)
    make_spot_checks(today)
    make_move(today)
    say("开放数据……")
    publish_all(today)
    say("报告……")
    make_reports(today)
    return True


def make_reports(today: date) -> None:
    """The cumulative report as printed, and 临平's running quarter; built here and now."""
    quarter = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    wanted = [
        ("cumulative", "330000", date(2020, 1, 1), date(2022, 12, 31)),
        ("quarterly", "330113", quarter, today),
    ]
    for kind, place, start, end in wanted:
        report = reports.request_report(kind, Region.objects.get(pk=place), start, end, by=officer(place))
        reports.build(report, _unwatched)
        _finish_job(report)


def _unwatched(percent: int, text: str) -> None:
    """Nobody looks at the bar of a report that is made before anybody signs in."""


def _finish_job(report: Report) -> None:
    """The report is built already: its job is not left for a worker to find."""
    job = jobs.claim(report.job_id)
    if job:
        jobs.finish(job, {"url": report.get_absolute_url(), "label": "打开报告"})


def _with_people(enterprises: list[Enterprise]) -> list[Enterprise]:
    """The enterprises whose people have accounts: the demo's own two, the pilots', then a few of everywhere."""
    pilots = [one for one in enterprises[2:] if one.county_id in {"330113", "3304Z1", "330602", "331024"}]
    others = [one for one in enterprises[2:] if one not in pilots]
    return [*enterprises[:2], *pilots[::2], *others[::5]][:WITH_PEOPLE]
