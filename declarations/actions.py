"""The procedure of a declaration bound to its people, its checks and its effects; and the acts beside it."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from enterprises.models import Member
from experts.models import Expert
from pinzibiao.accounts.models import Role, regulator_desks
from pinzibiao.casework.actions import record
from pinzibiao.casework.procedure import Procedure
from pinzibiao.casework.refusals import Refused
from pinzibiao.casework.workflow import Desk

from . import notifications, objections, readiness
from .carrying import carry_over
from .clocks import with_clock
from .effects import notice, recusal, renewal, review, self_check, site, spot, standing, submission
from .indicators import take_over_table
from .models import Declaration, Objection, PublicNotice
from .paperwork import keep_paper
from .prefilling import known_of, take_over_systems
from .renewals import why_no_renewal
from .selectors import last_ended_of, open_declaration_of, renewal_under_way
from .states import WORKFLOW, DeclarationStatus

EFFECTS = {
    "submit": submission.submit,
    "resubmit": submission.resubmit,
    "submit_rectification": site.check_again,
    "conclude_site_check": site.conclude_site_check,
    "site_pass": site.conclude,
    "site_fail": site.conclude,
    "return_for_correction": review.return_for_correction,
    "assign_experts": review.assign_experts,
    "replace_expert": review.replace_expert,
    "step_back": review.step_back,
    "object_to_expert": recusal.object_to_expert,
    "dismiss_recusal": recusal.dismiss_recusal,
    "evaluate": review.evaluate,
    "site_rectify": site.site_rectify,
    "lapse": standing.lapse,
    "rectification_lapse": standing.lapse,
    "open_notice": notice.open_notice,
    "dismiss_objection": notice.dismiss_objection,
    "uphold_objection": notice.uphold_objection,
    "authorise": notice.authorise,
    "self_check": self_check.self_check,
    "pass_spot_check": spot.pass_spot_check,
    "suspend": spot.suspend,
    "report_mended": standing.report_mended,
    "mend_again": standing.mend_again,
    "restore": standing.restore,
    "revoke": standing.revoke,
    "revoke_overdue": standing.revoke_overdue,
    "cancel": standing.cancel,
    "expire": standing.expire,
    "supersede": renewal.supersede,
}


def sits_at(user, case: Declaration) -> set[Desk]:
    """The desks of this person for this case: its own people, its experts, its competent regulators."""
    match user.kind:
        case Role.Kind.ENTERPRISE:
            return _enterprise_desks(user, case)
        case Role.Kind.EXPERT:
            return _expert_desks(user, case)
    return regulator_desks(user, case)


@transaction.atomic
def create_draft(product, *, by) -> tuple[Declaration, bool]:
    """A draft for ``product``, or the declaration it already has: ``(declaration, is new)``.

    What the register knows is not asked again.
    """
    if found := open_declaration_of(product):
        return found, False
    return _draft(product, last_ended_of(product), by=by)


@transaction.atomic
def renew(case: Declaration, *, by) -> tuple[Declaration, bool]:
    """A draft that renews the authorised ``case``, or the renewal that is under way: ``(declaration, is new)``.

    Raises ``Refused``: too early, or no longer authorised.
    """
    locked = Declaration.objects.select_for_update(of=("self",)).select_related("product", "authorisation")
    case = locked.get(pk=case.pk)
    if found := renewal_under_way(case):
        return found, False
    if reason := why_no_renewal(case):
        raise Refused(reason)
    return _draft(case.product, case, by=by)


@transaction.atomic
def file_objection(to: PublicNotice, *, address: str, **fields) -> Objection:
    """What somebody holds against the authorisation, while the notice is open; the same words again are one objection.

    Raises ``Refused``.
    """
    source = _source(address)
    objections.wait_for_others(source, to)
    case = Declaration.objects.select_for_update().get(pk=to.declaration_id)
    if not is_open_to_objections(to, case):
        raise Refused("公示已经结束，不再受理异议。如发现违法行为，请拨打 12315 举报。")
    if repeat := Objection.objects.filter(notice=to, address_hash=source, answered_at=None, **fields).first():
        return repeat
    if reason := objections.why_no_more(source, to):
        raise Refused(reason)
    objection = Objection.objects.create(notice=to, address_hash=source, **fields)
    record(case, "object", "收到异议", by=None, data={"objection": objection.pk})
    return objection


def is_open_to_objections(to: PublicNotice, case: Declaration) -> bool:
    """Until the end of the notice's last day, and only while it stands."""
    is_standing = to.closed_at is None and case.status in (DeclarationStatus.IN_NOTICE, DeclarationStatus.OBJECTION)
    return is_standing and timezone.localdate() <= to.closes_on


def _draft(product, renews: Declaration | None, *, by) -> tuple[Declaration, bool]:
    """The draft, filled with what is known; whoever was a moment earlier made the one that counts."""
    try:
        with transaction.atomic():
            case = Declaration.objects.create(**known_of(product), renews=renews, prepared_by=by)
    except IntegrityError:
        return open_declaration_of(product), False
    take_over_systems(case)
    if renews:
        carry_over(renews, case)
    take_over_table(case)
    data = {"renews": renews.number} if renews else {}
    record(case, "create", "建立续展草稿" if renews else "建立草稿", by=by, desk=Desk.ENTERPRISE, data=data)
    return case, True


def _enterprise_desks(user, case) -> set[Desk]:
    member = Member.objects.filter(user=user, enterprise=case.enterprise_id).first()
    if member is None:
        return set()
    return {Desk.ENTERPRISE} | ({Desk.SIGNATORY} if member.kind == Member.Kind.SIGNATORY else set())


def _expert_desks(user, case) -> set[Desk]:
    row = case.evaluations.filter(expert__in=Expert.objects.filter(user=user)).first()
    if row is None:
        return set()
    return {Desk.EXPERT} | ({Desk.LEADING_EXPERT} if row.is_leader else set())


def _source(address: str) -> str:
    """One day's mark of an address; tomorrow's differs, so that nobody is followed."""
    return salted_hmac(f"objection/{timezone.localdate()}", address, algorithm="sha256").hexdigest()


def _told(effect):
    """Papers and messages are of the same transaction: an act that comes to nothing leaves and tells nothing."""

    def run(case, *, by, data, event):
        effect(case, by=by, data=data, event=event)
        keep_paper(case, event)
        notifications.tell_of(case, event)

    return run


PROCEDURE = Procedure(
    model="declarations.declaration",
    workflow=WORKFLOW,
    sits_at=sits_at,
    ready=readiness.CHECKS,
    effects={action: _told(with_clock(EFFECTS.get(action))) for action in WORKFLOW.actions},
)
take = PROCEDURE.take
