"""Which rows of the enterprises' registers a person sees: regulators those of their place, an enterprise its own."""

from django.db.models import QuerySet

from enterprises.models import Product, QualityAward, QualityOfficer, SystemCertificate, YearFigure

from .places import of_enterprises


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
