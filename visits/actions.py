"""Acts on help visits: the record, handing it in, the enterprise's word."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from cultivation.actions import problems as problem_actions
from cultivation.models import Problem
from cultivation.states import ProblemStatus
from pinzibiao.casework.actions import record
from pinzibiao.casework.procedure import Procedure
from pinzibiao.casework.refusals import NotReady, Refused
from pinzibiao.casework.versions import freeze
from pinzibiao.casework.workflow import Desk
from pinzibiao.files.actions import claim

from . import confirmation, planning
from .completeness import missing_in_record
from .models import Diagnosis, HelpVisit, VisitPhoto, VisitProblem
from .notifications import tell_signed
from .planning import plan, replan  # noqa: F401 acts like the others
from .requests import follow
from .rules import is_recording, sits_at
from .selectors import content_of
from .states import VISIT_WORKFLOW

NOT_OPEN = "这份记录已提交或尚未开始，不能修改。如需修改，请企业办理「请专家修改」后再改。"


@dataclass
class Record:
    """What an expert writes down on site; what is left out stays as it is.

    ``fields`` are columns of the visit, ``diagnoses`` maps a dimension to ``(score, finding)`` or None to take it
    away, ``problems`` are dicts with a ``client_id`` (UUID) and the columns of ``VisitProblem``, ``removed`` are
    client ids, ``staged`` what a ``FilesField`` cleaned to, ``removed_photos`` keys of photos, ``files`` photos that
    the portal itself stored.
    """

    fields: dict = field(default_factory=dict)
    diagnoses: dict = field(default_factory=dict)
    problems: list[dict] = field(default_factory=list)
    removed: Iterable = ()
    staged: Iterable = ()
    removed_photos: Iterable = ()
    files: Iterable = ()


@transaction.atomic
def save_record(visit: HelpVisit, entry: Record, *, by) -> HelpVisit:
    """Write down what the experts found so far. Sent twice it changes nothing more. Raises ``Refused``."""
    visit = HelpVisit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if not is_recording(by, visit):
        raise Refused(NOT_OPEN)
    for name, value in entry.fields.items():
        setattr(visit, name, value)
    visit.save()
    _save_diagnoses(visit, entry.diagnoses)
    _save_problems(visit, entry.problems, entry.removed)
    visit.photos.filter(pk__in=entry.removed_photos).delete()
    for stored in [*claim(entry.staged, by, county_code=visit.county_id), *entry.files]:
        VisitPhoto.objects.get_or_create(visit=visit, file=stored)
    return visit


def _save_diagnoses(visit: HelpVisit, diagnoses: dict) -> None:
    for dimension, said in diagnoses.items():
        if said is None:
            visit.diagnoses.filter(dimension=dimension).delete()
        else:
            score, finding = said
            Diagnosis.objects.update_or_create(
                visit=visit, dimension=dimension, defaults={"score": score, "finding": finding}
            )


def _save_problems(visit: HelpVisit, rows: list[dict], removed: Iterable) -> None:
    """Rows are known by ``client_id``. What is raised already is in the register and is not taken away here."""
    visit.noted_problems.filter(client_id__in=list(removed), problem=None).delete()
    for row in rows:
        values = dict(row)
        client_id = values.pop("client_id")
        if VisitProblem.objects.filter(client_id=client_id).exclude(visit=visit).exists():
            raise Refused("这条问题属于另一份帮扶记录，请刷新页面后重新填写。")
        VisitProblem.objects.update_or_create(visit=visit, client_id=client_id, defaults=values)


def _start(visit: HelpVisit, *, by, data, event) -> None:
    visit.starts_at = visit.starts_at or timezone.now().replace(second=0, microsecond=0)


def _hand_in(visit: HelpVisit, *, by, data, event) -> None:
    """Every problem enters the register; the record is frozen as the enterprise will read it."""
    for noted in visit.noted_problems.select_related("problem"):
        if noted.problem is None:
            _raise(visit, noted, by)
        else:
            _amend(noted, by)
    version = freeze(visit, content_of(visit), by=by)
    event.data = {"version": version.number, "sha256": version.sha256}


def _raise(visit: HelpVisit, noted: VisitProblem, by) -> None:
    data = {"raised_on": timezone.localdate(visit.starts_at), **_words(noted)}
    noted.problem = problem_actions.raise_problem(by=by, enterprise=visit.enterprise, data=data, project=visit.project)
    noted.save(update_fields=["problem"])
    visit.problems.add(noted.problem)


def _amend(noted: VisitProblem, by) -> None:
    """A record sent back may word a problem anew, as long as the enterprise has not confirmed it."""
    problem = Problem.objects.select_for_update(of=("self",)).get(pk=noted.problem_id)
    values = {name: value for name, value in _words(noted).items() if value and value != getattr(problem, name)}
    if problem.status == ProblemStatus.TO_CONFIRM and values:
        for name, value in values.items():
            setattr(problem, name, value)
        problem.save(update_fields=[*values, "updated_at"])
        record(problem, "amend", "专家修改问题", by=by, desk=Desk.EXPERT)


def _words(noted: VisitProblem) -> dict:
    return {name: getattr(noted, name) for name in ("title", "dimension", "severity", "advice", "due_on")}


def _confirm(visit: HelpVisit, *, by, data, event) -> None:
    """Confirming the record confirms its problems: the enterprise is not asked twice."""
    visit.confirmed_on, visit.confirmed_by = timezone.localdate(), by
    # Who signs on the expert's screen has no account here: the problems follow by themselves.
    confirm, person = ("confirm_signed", None) if event.action == "sign" else ("confirm", by)
    for problem in visit.problems.filter(status=ProblemStatus.TO_CONFIRM):
        problem_actions.take(problem, confirm, by=person)
    event.data = confirmation.told(data)
    confirmation.keep_paper(visit)
    follow(visit, "confirm")


def _sign(visit: HelpVisit, *, by, data, event) -> None:
    """The expert is the witness; what was signed is the version that was handed in."""
    if "signature" not in data:
        raise NotReady("请在手机「现场记录」中打开这次帮扶，由企业人员在屏幕上签字。")
    _confirm(visit, by=by, data=data, event=event)
    tell_signed(visit, data["signature"].signer)


def _cancel(visit: HelpVisit, *, by, data, event) -> None:
    follow(visit, "cancel")


def _rate(visit: HelpVisit, *, by, data, event) -> None:
    visit.rating = int(data["rating"])
    visit.rating_comment = data.get("rating_comment", "")
    event.data = {"rating": visit.rating}


PROCEDURE = Procedure(
    model="visits.helpvisit",
    workflow=VISIT_WORKFLOW,
    sits_at=sits_at,
    ready={"submit_record": missing_in_record},
    effects={
        "accept": planning.accept,
        "decline": planning.decline,
        "redispatch": planning.redispatch,
        "start": _start,
        "cancel": _cancel,
        "submit_record": _hand_in,
        "confirm": _confirm,
        "sign": _sign,
        "rate": _rate,
    },
)
take = PROCEDURE.take
