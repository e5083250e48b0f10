"""The quiet registry that all point at."""

from .account_request import AccountRequest
from .brand import BrandHolder, BrandPeriod, Route, SubBrand
from .certificate import Certificate, Surveillance, Suspension
from .changes import FormerName, MergedEnterprise, RegionMove
from .enterprise import Contact, Enterprise, Member, QualityAward, YearFigure
from .further_industry import FurtherIndustry
from .industry import Industry, ProgrammeIndustry
from .officer import QualityOfficer
from .product import Product
from .standard import Standard, StandardDrafter, StandardPublisher, StandardStage
from .standard_indicator import Direction, StandardIndicator
from .system_certificate import SystemCertificate

__all__ = [
    "AccountRequest",
    "BrandHolder",
    "BrandPeriod",
    "Certificate",
    "Contact",
    "Direction",
    "Enterprise",
    "FormerName",
    "FurtherIndustry",
    "Industry",
    "Member",
    "MergedEnterprise",
    "Product",
    "ProgrammeIndustry",
    "QualityAward",
    "QualityOfficer",
    "RegionMove",
    "Route",
    "Standard",
    "StandardDrafter",
    "StandardIndicator",
    "StandardPublisher",
    "StandardStage",
    "SubBrand",
    "Surveillance",
    "Suspension",
    "SystemCertificate",
    "YearFigure",
]
