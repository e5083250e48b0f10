"""What the night does: notices that ran out quietly, deadlines that passed. Each case in its own transaction."""

import logging
from datetime import date, datetime

from django.utils import timezone

from pinzibiao.casework.refusals import Refused
from pinzibiao.jobs.models import Job
from pinzibiao.jobs.registry import JobRefused, Progress, job
from pinzibiao.notices.actions import plan

from . import certificates, open_data, selectors, signing, spot_draws
from .actions import take
from .models import Authorisation, Declaration, NoticeBatch, Paper
from .paperwork import write_files
from .reminders import planned
from .states import DeclarationStatus as S

log = logging.getLogger(__name__)
CERTIFICATES_A_NIGHT = 500


class SomeFailed(Exception):
    """Some cases met an unforeseen error; the rest is done. Raised so that the job is tried again."""


@job("declarations.close_public_notices")
def close_public_notices(job: Job, progress: Progress) -> dict:
    """Authorise what nobody objected to. ``params["on"]`` (ISO day): notices whose last day lies before it."""
    on = day_of(job)
    due = [(notice.declaration, "authorise") for notice in selectors.notices_to_close(on)]
    return {"label": f"授权 {_take_each(due, on, progress)} 件"}


@job("declarations.expire")
def expire(job: Job, progress: Progress) -> dict:
    """Corrections and rectifications that never came, suspensions not mended, terms that ended before ``on``."""
    on = day_of(job)
    due = [(case, "lapse") for case in selectors.overdue(S.CORRECTION, on)]
    due += [(case, "rectification_lapse") for case in selectors.overdue(S.RECTIFICATION, on)]
    due += [(case, "expire") for case in selectors.run_out(on)]
    due += [(case, "revoke_overdue") for case in selectors.unmended(on)]
    return {"label": f"处理逾期和到期 {_take_each(due, on, progress)} 件"}


@job("declarations.write_certificate")
def write_certificate(job: Job, progress: Progress) -> dict:
    """The signed certificate of ``params["authorisation"]``; one that is there stays, since it may be in use."""
    row = _certify(job.params["authorisation"])
    return {"url": row.get_absolute_url(), "label": "打开查验页"}


@job("declarations.write_paper")
def write_paper(job: Job, progress: Progress) -> dict:
    """Word and PDF of ``params["paper"]``."""
    row = Paper.objects.select_related("declaration").get(pk=job.params["paper"])
    case = row.declaration
    write_files(row, f"{case.number} {row.get_kind_display()}", case.county_id)
    return {"url": case.get_absolute_url(), "label": "打开申报"}


@job("declarations.write_batch")
def write_batch(job: Job, progress: Progress) -> dict:
    """Word and PDF of the list ``params["batch"]``."""
    row = NoticeBatch.objects.get(pk=job.params["batch"])
    write_files(row, row.number)
    return {"url": row.get_absolute_url(), "label": "打开公示名单"}


@job("declarations.write_missing_certificates")
def write_missing_certificates(job: Job, progress: Progress) -> dict:
    """Authorised before there were certificates, or while the portal had no key: so many a night."""
    waiting = list(selectors.uncertified().values_list("pk", flat=True)[:CERTIFICATES_A_NIGHT])
    for number, pk in enumerate(waiting, start=1):
        _certify(pk)
        progress(number * 100 // len(waiting), f"已制作 {number}/{len(waiting)}")
    return {"label": f"补做授权证书 {len(waiting)} 件"}


@job("declarations.write_open_data")
def write_open_data(job: Job, progress: Progress) -> dict:
    """What is public as files, once for each day."""
    on = day_of(job)
    made = open_data.publish_all(on)
    open_data.remove_old(on)
    return {"label": f"开放数据 {sum(one.rows for one in made)} 条"}


@job("declarations.draw_spot_checks")
def draw_spot_checks(job: Job, progress: Progress) -> dict:
    """The year's plan, once a year; asked every night, so that a night that was missed is made up for."""
    plan = spot_draws.draw(day_of(job))
    if plan is None:
        return {"label": "本年度已抽取，或尚未到抽取时间"}
    return {"url": plan.get_absolute_url(), "label": f"抽取监督抽查对象 {plan.checks.count()} 件"}


@job("declarations.plan_reminders")
def plan_reminders(job: Job, progress: Progress) -> None:
    """Nothing is planned twice; a night that was missed is made up for by the next."""
    plan(planned(day_of(job)))


def day_of(job: Job) -> date:
    """The day by which deadlines are judged: asked for, or the schedule's period, or today."""
    if asked := job.params.get("on"):
        return date.fromisoformat(asked)
    if due := job.params.get("due"):
        return timezone.localdate(datetime.fromisoformat(due))
    return timezone.localdate()


def _certify(pk: int) -> Authorisation:
    try:
        return certificates.certify(pk)
    except signing.NoKey as missing:
        raise JobRefused(str(missing)) from missing


def _take_each(due: list[tuple[Declaration, str]], on: date, progress: Progress) -> int:
    """Take every act. A case that fails stops no other; one that has moved on is left alone."""
    done = failed = 0
    for number, (case, action) in enumerate(due, start=1):
        try:
            take(case, action, by=None, data={"on": on})
            done += 1
        except Refused as refusal:
            log.info("declaration %s: %s not taken: %s", case.pk, action, refusal)
        except Exception:
            failed += 1
            log.exception("declaration %s: %s failed", case.pk, action)
        progress(number * 100 // len(due), f"已处理 {number}/{len(due)}")
    if failed:
        raise SomeFailed(f"{failed} of {len(due)}")
    return done
