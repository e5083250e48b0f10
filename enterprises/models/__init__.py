"""The quiet registry that all point at."""

from .account_request import AccountRequest
from .brand import BrandHolder, BrandPeriod, Route, SubBrand
from .certificate import Certificate, Surveillance, Suspension
from .enterprise import Contact, Enterprise, Member, QualityAward, QualityOfficer, YearFigure
from .industry import Industry, ProgrammeIndustry
from .product import Product
from .standard import Standard

__all__ = [
    "AccountRequest",
    "BrandHolder",
    "BrandPeriod",
    "Certificate",
    "Contact",
    "Enterprise",
    "Industry",
    "Member",
    "Product",
    "ProgrammeIndustry",
    "QualityAward",
    "QualityOfficer",
    "Route",
    "Standard",
    "SubBrand",
    "Surveillance",
    "Suspension",
    "YearFigure",
]
