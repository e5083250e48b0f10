"""Questions asked of declarations by acts, pages and jobs."""

from datetime import date
from decimal import Decimal

from django.db.models import Avg, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from pinzibiao.casework.actions import events_of
from pinzibiao.casework.models import Event, Version
from pinzibiao.casework.versions import versions_of

from .models import Authorisation, Declaration, Evaluation, Objection, PublicNotice, RecusalRequest
from .states import HELD, UNDER_WAY, WORKFLOW
from .states import DeclarationStatus as S

# What happened to an authorisation, as far as the public is told.
PUBLIC_ACTIONS = ("authorise", "suspend", "restore", "revoke", "revoke_overdue", "cancel", "expire", "supersede")
IN_FORCE = (S.AUTHORISED,)


def open_declarations_of_enterprise(enterprise) -> QuerySet[Declaration]:
    """Under way or in force: what goes along when the enterprise moves to another county."""
    return Declaration.objects.filter(enterprise=enterprise, status__in=WORKFLOW.open_statuses)


def open_declaration_of(product) -> Declaration | None:
    """The declaration of ``product`` that is under way, else the one in force."""
    rows = Declaration.objects.filter(product=product)
    return rows.filter(status__in=UNDER_WAY).first() or rows.filter(status__in=HELD).first()


def last_ended_of(product) -> Declaration | None:
    """The authorised declaration of ``product`` that has run out or was given up: what a new one renews."""
    ended = Declaration.objects.filter(product=product, status__in=(S.EXPIRED, S.CANCELLED))
    return ended.order_by("-id").first()


def in_force_for(case: Declaration, rules: QuerySet) -> QuerySet:
    """Of dated ``rules`` those that hold for ``case``: as they stood on the day on which it was submitted."""
    day = case.submitted_on or timezone.localdate()
    return rules.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)


def renewal_under_way(case: Declaration) -> Declaration | None:
    """The declaration by which ``case`` is being renewed."""
    return case.renewals.filter(status__in=UNDER_WAY).first()


def latest_version(case: Declaration) -> Version | None:
    return versions_of(case).last()


def own_evaluation(case: Declaration, user) -> Evaluation | None:
    """The task of this expert in this case."""
    return case.evaluations.filter(expert__user=user).first()


def unscored(case: Declaration) -> QuerySet[Evaluation]:
    return case.evaluations.filter(scored_at=None).select_related("expert")


def unanswered_recusals(case: Declaration) -> QuerySet[RecusalRequest]:
    """Experts of the case whom the enterprise wants replaced, and the city has not answered."""
    waiting = case.recusals.filter(answered_at=None, expert__in=case.evaluations.values("expert"))
    return waiting.select_related("expert")


def answer_due_on() -> Subquery:
    """By when the city owes the enterprise an answer on an expert: a column of a declaration."""
    return Subquery(_asked().filter(declaration=OuterRef("pk")).order_by("due_on").values("due_on")[:1])


def owing_an_answer(by: date) -> list[int]:
    """The few cases in which such an answer was due ``by`` a day."""
    rows = _asked().filter(due_on__lte=by, declaration__status=S.EVALUATION)
    return list(rows.values_list("declaration", flat=True).distinct())


def _asked() -> QuerySet[RecusalRequest]:
    """Not answered, and the expert is still in the case."""
    return RecusalRequest.objects.filter(answered_at=None, expert__evaluations__declaration=F("declaration"))


def open_to_recusal(case: Declaration) -> QuerySet[Evaluation]:
    """Tasks of experts who have not scored and against whom nothing has been said yet."""
    return unscored(case).exclude(expert__in=case.recusals.values("expert"))


def mean_score(case: Declaration) -> Decimal | None:
    """The mean of all scores given, of 100."""
    return case.evaluations.aggregate(mean=Avg("score"))["mean"]


def open_notice_of(case: Declaration) -> PublicNotice | None:
    return case.notices.filter(closed_at=None).first()


def unanswered_objections(case: Declaration) -> QuerySet[Objection]:
    """Objections to the present notice that nobody has answered yet."""
    return Objection.objects.filter(notice__declaration=case, notice__closed_at=None, answered_at=None)


def notices_to_close(on: date) -> QuerySet[PublicNotice]:
    """Open notices whose last day lies before ``on``, on which the case waits and nobody objects."""
    objections = Objection.objects.filter(notice=OuterRef("pk"), answered_at=None)
    rows = PublicNotice.objects.filter(closed_at=None, closes_on__lt=on, declaration__status=S.IN_NOTICE)
    return rows.exclude(Exists(objections)).select_related("declaration").order_by("id")


def overdue(status: str, on: date) -> QuerySet[Declaration]:
    """Cases in ``status`` whose deadline lies before ``on``."""
    return Declaration.objects.filter(status=status, due_on__lt=on).order_by("id")


def unmended(on: date) -> QuerySet[Declaration]:
    """Suspended cases whose deadline lies before ``on`` and whose enterprise has told nothing."""
    return overdue(S.SUSPENDED, on).filter(mended_on=None)


def run_out(on: date) -> QuerySet[Declaration]:
    """Authorised or suspended cases whose term ended before ``on``."""
    rows = Declaration.objects.filter(status__in=(S.AUTHORISED, S.SUSPENDED), authorisation__valid_to__lt=on)
    return rows.order_by("id")


def carries_brand_otherwise(case: Declaration) -> bool:
    """Whether another authorised product of the enterprise still carries the same sub-brand."""
    others = Declaration.objects.filter(enterprise=case.enterprise_id, sub_brand=case.sub_brand, status__in=IN_FORCE)
    return others.exclude(pk=case.pk).exists()


def public_authorisations() -> QuerySet[Authorisation]:
    """The register, newest first: everybody may read it."""
    return Authorisation.objects.select_related(
        "declaration__county", "succeeded_by", "succeeds", "certificate"
    ).order_by("-valid_from", "-id")


def uncertified() -> QuerySet[Authorisation]:
    """What is in force and has no certificate yet, newest first."""
    return Authorisation.objects.filter(declaration__status__in=IN_FORCE, certificate=None).order_by("-pk")


def public_notices() -> QuerySet[PublicNotice]:
    """Every notice ever opened: everybody may read it."""
    return PublicNotice.objects.select_related(
        "batch", "declaration__county", "declaration__enterprise", "declaration__product"
    ).order_by("-opens_on", "-id")


def public_history(case: Declaration) -> QuerySet[Event]:
    """What the public is told of an authorisation, oldest first."""
    return events_of(case).filter(action__in=PUBLIC_ACTIONS)
