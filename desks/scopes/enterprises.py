"""Which enterprises and rows of their registers a person sees: regulators their place, an enterprise its own."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from declarations.models import Declaration
from desks.places import by_place, of_enterprises
from enterprises.models import (
    AccountRequest,
    BrandHolder,
    Certificate,
    Enterprise,
    Product,
    QualityAward,
    QualityOfficer,
    Standard,
    StandardPublisher,
    SystemCertificate,
    YearFigure,
)
from visits.models import HelpVisit

from .ties import Kind, for_signed_in
from .visits import visits


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


def account_requests(user) -> QuerySet[AccountRequest]:
    """Who wants an account: a matter between the enterprise and its county."""
    return by_place(AccountRequest.objects.all(), user)


def standards(user) -> QuerySet[Standard]:
    """Standards are published: everybody with a role sees them."""
    return for_signed_in(Standard.objects.all(), user)


def publishers(user) -> QuerySet[StandardPublisher]:
    return for_signed_in(StandardPublisher.objects.all(), user)


def brand_holders(user) -> QuerySet[BrandHolder]:
    return of_enterprises(BrandHolder.objects.all(), user)


def certificates(user) -> QuerySet[Certificate]:
    return of_enterprises(Certificate.objects.all(), user)


def products(user) -> QuerySet[Product]:
    return of_enterprises(Product.objects.all(), user)


def quality_officers(user) -> QuerySet[QualityOfficer]:
    """Names of people: for the regulators and the enterprise itself, as its contacts are."""
    return of_enterprises(QualityOfficer.objects.all(), user)


def awards(user) -> QuerySet[QualityAward]:
    return of_enterprises(QualityAward.objects.all(), user)


def system_certificates(user) -> QuerySet[SystemCertificate]:
    return of_enterprises(SystemCertificate.objects.all(), user)


def year_figures(user) -> QuerySet[YearFigure]:
    return of_enterprises(YearFigure.objects.all(), user)


def _touched_by_expert(user) -> Q:
    helped = HelpVisit.experts.through.objects.filter(helpvisit__enterprise=OuterRef("pk"), expert__user=user)
    assigned = Declaration.objects.filter(enterprise=OuterRef("pk"), evaluations__expert__user=user)
    return Q(Exists(helped)) | Q(Exists(assigned))
