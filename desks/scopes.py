"""Which rows a person sees. Every view and job asks here; nothing else decides it. Source: DOMAIN.md section 10.

Closed by default: somebody without a role, or of a role not named here, sees nothing.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from cultivation.models import BenchmarkProduct, LibraryEntry, Measure, Problem, StandardPlan
from declarations import selectors
from declarations.models import Authorisation, Declaration, NoticeBatch, PublicNotice, ReasonPhrase
from declarations.states import DeclarationStatus
from enterprises.models import AccountRequest, BrandHolder, Certificate, Enterprise, Standard, StandardPublisher
from experts.models import Expert, ExpertTeam, Organisation, TeamMember
from pinzibiao.accounts.models import Role, User
from pinzibiao.accounts.selectors import users_seen_by
from pinzibiao.exchange.models import Export, Import
from pinzibiao.regions.models import PROVINCE_CODE, Region
from projects.models import Indicator, IndicatorBaseline, NqiStation, ProgrammeEvent, Project, ProjectRegion
from reports.models import Report
from visits.models import HelpVisit

from .item_scopes import (  # noqa: F401 scopes like the others
    awards,
    products,
    quality_officers,
    system_certificates,
    year_figures,
)
from .places import by_place, of_enterprises

Kind = Role.Kind
SIGNED_IN = (*Role.REGULATORS, Kind.AUDITOR, Kind.BODY, Kind.EXPERT, Kind.ENTERPRISE)


def enterprises(user) -> QuerySet[Enterprise]:
    """Regulators: their place. Enterprise: itself. Expert: where they help or evaluate. Body: its projects' pilots."""
    rows = Enterprise.objects.all()
    match user.kind:
        case Kind.ENTERPRISE:
            return rows.filter(members__user=user)
        case Kind.EXPERT:
            return rows.filter(_touched_by_expert(user))
        case Kind.BODY:
            return rows.filter(Exists(visits(user).filter(enterprise=OuterRef("pk"))))
    return by_place(rows, user)


def users(user) -> QuerySet[User]:
    """Accounts are the administrator's work; the auditor reads them."""
    return users_seen_by(user)


def account_requests(user) -> QuerySet[AccountRequest]:
    """Who wants an account: a matter between the enterprise and its county."""
    return by_place(AccountRequest.objects.all(), user)


def standards(user) -> QuerySet[Standard]:
    """Standards are published: everybody with a role sees them."""
    return _for_signed_in(Standard.objects.all(), user)


def publishers(user) -> QuerySet[StandardPublisher]:
    return _for_signed_in(StandardPublisher.objects.all(), user)


def brand_holders(user) -> QuerySet[BrandHolder]:
    return of_enterprises(BrandHolder.objects.all(), user)


def certificates(user) -> QuerySet[Certificate]:
    return of_enterprises(Certificate.objects.all(), user)


def declarations(user) -> QuerySet[Declaration]:
    """Drafts belong to the enterprise alone: nothing has been submitted. An expert sees what was assigned."""
    rows = Declaration.objects.all()
    match user.kind:
        case Kind.ENTERPRISE:
            return rows.filter(enterprise__members__user=user)
        case Kind.EXPERT:
            return rows.filter(evaluations__expert__user=user)
    return by_place(rows.exclude(status=DeclarationStatus.DRAFT).exclude(submitted_on=None), user)


def public_authorisations() -> QuerySet[Authorisation]:
    """The register of the brand is open to everybody."""
    return selectors.public_authorisations()


def public_notices() -> QuerySet[PublicNotice]:
    return selectors.public_notices()


def notice_batches() -> QuerySet[NoticeBatch]:
    """Lists of notices are published: everybody may read them."""
    return NoticeBatch.objects.select_related("word", "pdf")


def organisations(user) -> QuerySet[Organisation]:
    return _for_signed_in(Organisation.objects.all(), user)


def experts(user) -> QuerySet[Expert]:
    """The library is the province's: every regulator picks from it. An expert sees themselves; enterprises nobody."""
    rows = Expert.objects.all()
    match user.kind:
        case Kind.PROVINCE | Kind.CITY | Kind.COUNTY | Kind.AUDITOR:
            return rows
        case Kind.EXPERT:
            return rows.filter(user=user)
        case Kind.BODY:
            return rows.filter(memberships__team__in=teams(user)).distinct()
    return rows.none()


def teams(user) -> QuerySet[ExpertTeam]:
    rows = ExpertTeam.objects.all()
    match user.kind:
        case Kind.PROVINCE | Kind.CITY | Kind.COUNTY | Kind.AUDITOR:
            return rows
        case Kind.EXPERT:
            return rows.filter(Exists(_memberships_of(user)))
        case Kind.BODY:
            return rows.filter(_of_body(ExpertTeam, user, "partners", "technical_support"))
    return rows.none()


def visits(user) -> QuerySet[HelpVisit]:
    rows = HelpVisit.objects.all()
    match user.kind:
        case Kind.ENTERPRISE:
            return rows.filter(enterprise__members__user=user)
        case Kind.EXPERT:
            return rows.filter(Exists(_own_visits(user)))
        case Kind.BODY:
            return rows.filter(Q(team__in=teams(user)) | Q(project__in=projects(user)))
    return by_place(rows, user)


def problems(user) -> QuerySet[Problem]:
    rows = Problem.objects.all()
    match user.kind:
        case Kind.ENTERPRISE:
            return rows.filter(enterprise__members__user=user)
        case Kind.EXPERT:
            return rows.filter(Exists(visits(user).filter(problems=OuterRef("pk"))))
        case Kind.BODY:
            return rows.filter(Q(Exists(visits(user).filter(problems=OuterRef("pk")))) | Q(project__in=projects(user)))
    return by_place(rows, user)


def measures(user) -> QuerySet[Measure]:
    rows = Measure.objects.all()
    match user.kind:
        case Kind.ENTERPRISE:
            return rows.filter(enterprise__members__user=user)
        case Kind.BODY:
            return rows.filter(helping_organisation__members__user=user)
    return by_place(rows, user)


def library_entries(user) -> QuerySet[LibraryEntry]:
    """The library is the working list of regulators and bodies; an enterprise sees its own place in it."""
    return _of_enterprises_and_bodies(LibraryEntry.objects.all(), user)


def benchmark_products(user) -> QuerySet[BenchmarkProduct]:
    return _of_enterprises_and_bodies(BenchmarkProduct.objects.all(), user)


def standard_plans(user) -> QuerySet[StandardPlan]:
    return _of_enterprises_and_bodies(StandardPlan.objects.all(), user)


def projects(user) -> QuerySet[Project]:
    """Regulators: run by their place or touching it. Body: those it sponsors, leads, joins or supports."""
    rows = Project.objects.all()
    match user.kind:
        case Kind.PROVINCE | Kind.AUDITOR:
            return rows
        case Kind.CITY | Kind.COUNTY:
            return rows.filter(Q(office__in=_places(user)) | Q(Exists(_regions_touching(user))))
        case Kind.BODY:
            return rows.filter(_of_body(Project, user, "partners", "technical_support", "sponsor"))
        case Kind.ENTERPRISE:
            return rows.filter(enterprise__members__user=user)
    return rows.none()


def programme_events(user) -> QuerySet[ProgrammeEvent]:
    """The programme's events are held in the open: everybody with a role sees them."""
    return _for_signed_in(ProgrammeEvent.objects.all(), user)


def stations(user) -> QuerySet[NqiStation]:
    return _for_signed_in(NqiStation.objects.all(), user)


def indicators(user) -> QuerySet[Indicator]:
    """What is counted, and from where, is no secret among those who work here."""
    return _for_signed_in(Indicator.objects.all(), user)


def reason_phrases(user) -> QuerySet[ReasonPhrase]:
    """An office's own phrases; nobody else's."""
    rows = ReasonPhrase.objects.all()
    return rows.filter(region=user.region) if user.kind in (Kind.CITY, Kind.COUNTY) else rows.none()


def baselines(user) -> QuerySet[IndicatorBaseline]:
    return _for_signed_in(IndicatorBaseline.objects.all(), user)


def reports(user) -> QuerySet[Report]:
    """A place's reports: its own bureau and those above it."""
    rows = Report.objects.all()
    match user.kind:
        case Kind.PROVINCE | Kind.AUDITOR:
            return rows
        case Kind.CITY | Kind.COUNTY:
            return rows.filter(region__in=_places(user))
    return rows.none()


def imports(user) -> QuerySet[Import]:
    """A file that somebody brings in is their own matter until it is written; the auditor reads all."""
    rows = Import.objects.all()
    if user.kind == Kind.AUDITOR:
        return rows
    return rows.filter(owner=user) if user.kind in SIGNED_IN else rows.none()


def exports(user) -> QuerySet[Export]:
    """What one took out is one's own matter; the auditor reads who took out what. The files are their owner's alone."""
    rows = Export.objects.all()
    if user.kind == Kind.AUDITOR:
        return rows
    return rows.filter(owner=user) if user.kind else rows.none()


def regions(user) -> QuerySet[Region]:
    """The places whose figures a person may ask for."""
    match user.kind:
        case Kind.PROVINCE | Kind.AUDITOR:
            return Region.objects.all()
        case Kind.CITY | Kind.COUNTY:
            return _places(user)
    return Region.objects.none()


def _of_enterprises_and_bodies(rows: QuerySet, user) -> QuerySet:
    """The same, and for a lead or support body what it helps: the lists of its own enterprises."""
    if user.kind == Kind.BODY:
        return rows.filter(enterprise__in=enterprises(user))
    return of_enterprises(rows, user)


def _for_signed_in(rows: QuerySet, user) -> QuerySet:
    return rows if user.kind in SIGNED_IN else rows.none()


def _places(user) -> QuerySet:
    """The person's place and the places right below it."""
    region = user.region
    return Region.objects.filter(Q(pk=region.pk) | Q(parent=region))


def _regions_touching(user) -> QuerySet:
    """Rows of a project's regions that concern the person's place: it, what lies below, what holds it."""
    region = user.region
    return ProjectRegion.objects.filter(
        Q(project=OuterRef("pk")),
        Q(region=region) | Q(region__parent=region) | Q(region=region.parent_id) | Q(region=PROVINCE_CODE),
    )


def _touched_by_expert(user) -> Q:
    helped = HelpVisit.experts.through.objects.filter(helpvisit__enterprise=OuterRef("pk"), expert__user=user)
    assigned = Declaration.objects.filter(enterprise=OuterRef("pk"), evaluations__expert__user=user)
    return Q(Exists(helped)) | Q(Exists(assigned))


def _own_visits(user) -> QuerySet:
    return HelpVisit.experts.through.objects.filter(helpvisit=OuterRef("pk"), expert__user=user)


def _memberships_of(user) -> QuerySet:
    return TeamMember.objects.filter(team=OuterRef("pk"), expert__user=user)


def _of_body(model, user, *ties: str) -> Q:
    """Rows tied to the person's organisation by any of ``ties``; by a subquery, so that no row comes twice."""
    mine = Organisation.objects.filter(members__user=user)
    own = Q(lead_organisation__in=mine)
    for tie in ties:
        own |= Q(**{f"{tie}__in": mine})
    return Q(pk__in=model.objects.filter(own).values("pk"))
