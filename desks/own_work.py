"""Of what lies at a person's desk, what is theirs to do: an expert's own score, an office's own reports."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from declarations.models import Evaluation, RecusalRequest
from declarations.selectors import answer_due_on
from declarations.self_checks import asked_days
from declarations.states import DeclarationStatus
from pinzibiao.accounts.models import Role
from projects.states import ProjectStatus

Kind = Role.Kind


def of_own_place(field: str):
    """Office work belongs to the bureau of the place itself, not to those that see it from above."""

    def narrow(rows: QuerySet, user) -> QuerySet:
        return rows.filter(**{field: user.region}) if user.kind in Role.REGULATORS else rows

    return narrow


def own_declarations(rows: QuerySet, user) -> QuerySet:
    match user.kind:
        case Kind.EXPERT:
            return own_evaluations(rows, user)
        case Kind.CITY:
            # The experts are at it; the city's turn is to answer what the enterprise holds against one of them.
            asked = RecusalRequest.objects.filter(
                declaration=OuterRef("pk"), answered_at=None, expert__evaluations__declaration=OuterRef("pk")
            )
            rows = rows.filter(~Q(status=DeclarationStatus.EVALUATION) | Exists(asked))
            return rows.annotate(answer_due_on=answer_due_on())
        case Kind.ENTERPRISE:
            # Whoever has told what was mended waits for the province; a self-check is work once it is asked for.
            asked = timezone.localdate() + timedelta(days=asked_days())
            rows = rows.exclude(status=DeclarationStatus.SUSPENDED, mended_on__isnull=False)
            return rows.filter(~Q(status=DeclarationStatus.AUTHORISED) | Q(due_on__lte=asked))
    return rows


def own_evaluations(rows: QuerySet, user) -> QuerySet:
    """An expert's turn: their score is missing, or they lead and all scores are in, or they lead a site check."""
    mine = Evaluation.objects.filter(declaration=OuterRef("pk"), expert__user=user)
    open_scores = Evaluation.objects.filter(declaration=OuterRef("pk"), scored_at=None)
    unscored = Exists(mine.filter(scored_at=None))
    leads = Exists(mine.filter(is_leader=True))
    in_evaluation = rows.filter(status=DeclarationStatus.EVALUATION)
    return (
        in_evaluation.filter(unscored)
        | in_evaluation.filter(leads).exclude(Exists(open_scores))
        | rows.filter(status=DeclarationStatus.SITE_CHECK).filter(leads)
    )


def own_projects(rows: QuerySet, user) -> QuerySet:
    """Projects of the person's own office or led by their body; the province also decides on those of all places."""
    if user.kind == Kind.BODY:
        return rows.filter(lead_organisation__members__user=user)
    own = Q(office=user.region)
    return rows.filter(own | Q(status=ProjectStatus.AWAITING_APPROVAL) if user.kind == Kind.PROVINCE else own)
