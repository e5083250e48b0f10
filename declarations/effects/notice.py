"""Public notice, objections, and the authorisation that follows a quiet notice."""

from datetime import date, timedelta

from django.utils import timezone

from pinzibiao.casework.calendar import add_working_days
from pinzibiao.casework.counters import next_number
from pinzibiao.casework.dated import value_of
from pinzibiao.casework.refusals import NotReady
from pinzibiao.jobs.actions import enqueue

from ..defaults import NOTICE_DAYS, VALID_YEARS
from ..models import Authorisation, Declaration, PublicNotice
from ..selectors import latest_version, open_notice_of, unanswered_objections
from ..self_checks import next_check, years_after
from . import renewal
from .standing import carry_brand, refuse_personal_data

ONE_DAY = timedelta(days=1)
SUB_BRAND_WORDS = {"made": "制造", "farm": "农产", "service": "服务"}


def open_notice(case: Declaration, *, by, data, event) -> None:
    """The notice opens today and closes at the end of the last of its working days."""
    today = timezone.localdate()
    days = value_of(NOTICE_DAYS, case.submitted_on)
    notice = PublicNotice.objects.create(
        declaration=case, opens_on=today, closes_on=add_working_days(today, days), opened_by=by
    )
    case.due_on = notice.closes_on
    event.data = {"opens_on": notice.opens_on.isoformat(), "closes_on": notice.closes_on.isoformat()}


def dismiss_objection(case: Declaration, *, by, data, event) -> None:
    """``data["answers"]``: ``{objection's id: answer}``; where none is given the opinion answers."""
    _answer(case, by, data, event, upheld=set())
    case.due_on = open_notice_of(case).closes_on


def uphold_objection(case: Declaration, *, by, data, event) -> None:
    """``data["upheld"]``: ids of the objections that hold; all, when none is named. The notice ends."""
    upheld = data.get("upheld") or set(unanswered_objections(case).values_list("pk", flat=True))
    _answer(case, by, data, event, upheld={int(pk) for pk in upheld})
    _close(case)


def authorise(case: Declaration, *, by, data, event) -> None:
    """The notice is over by ``data["on"]`` (today) and nobody objects: number, term, register, brand."""
    on = data.get("on") or timezone.localdate()
    _must_be_over(case, on)
    _close(case)
    held = renewal.authorisation_renewed_by(case)
    authorisation = Authorisation.objects.create(
        declaration=case,
        number=authorisation_number(case.sub_brand, on.year),
        valid_from=on,
        valid_to=years_after(renewal.term_begins(held, on), value_of(VALID_YEARS, case.submitted_on)) - ONE_DAY,
        **latest_version(case).content["facts"],
    )
    case.due_on = next_check(authorisation, on)
    carry_brand(case, on)
    if held:
        renewal.succeed(held, authorisation, on)
    title = f"制作授权证书 {authorisation.number}"
    enqueue("declarations.write_certificate", title, {"authorisation": authorisation.pk}, county_code=case.county_id)
    event.data = {"number": authorisation.number, "on": on.isoformat()}


def authorisation_number(sub_brand: str, year: int) -> str:
    """``品字标制造声明-2026-00001``: gap-free in its sub-brand and year."""
    return f"品字标{SUB_BRAND_WORDS[sub_brand]}声明-{year}-{next_number(f'authorisation/{sub_brand}/{year}'):05d}"


def _must_be_over(case, on: date) -> None:
    notice = open_notice_of(case)
    if notice is None or notice.closes_on >= on:
        raise NotReady("公示尚未期满，不能授权。")
    if count := unanswered_objections(case).count():
        raise NotReady(f"还有 {count} 件异议没有答复，不能授权。")


def _answer(case, by, data, event, upheld: set[int]) -> None:
    answers = {int(pk): text for pk, text in (data.get("answers") or {}).items()}
    now = timezone.now()
    answered = list(unanswered_objections(case))
    for objection in answered:
        objection.answer = answers.get(objection.pk, "").strip() or event.comment
        refuse_personal_data(objection.answer)
        objection.is_upheld = objection.pk in upheld
        objection.answered_by, objection.answered_at = by, now
        objection.save()
    event.data = {"objections": [one.pk for one in answered], "upheld": sorted(upheld)}


def _close(case) -> None:
    PublicNotice.objects.filter(declaration=case, closed_at=None).update(closed_at=timezone.now())
