"""The quiet registry that all point at."""

from .account_request import AccountRequest
from .brand import BrandHolder, Certificate, Route, SubBrand
from .enterprise import Contact, Enterprise, Member, QualityAward, QualityOfficer, YearFigure
from .industry import Industry, ProgrammeIndustry
from .product import Product, Standard

__all__ = [
    "AccountRequest",
    "BrandHolder",
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
    "YearFigure",
]
