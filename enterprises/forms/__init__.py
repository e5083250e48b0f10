"""Every form of the registry."""

from .certificate import CertificateEditForm, CertificateForm, DecisionForm, SurveillanceForm
from .choosing import EnterpriseChoiceField, IndustryChoiceField, StandardChoiceField
from .enterprise import EnterpriseForm, NewEnterpriseForm, UsccField
from .items import ContactForm, ProductForm, QualityAwardForm, QualityOfficerForm, YearFigureForm
from .people import AccountRequestForm, MemberForm, OpenForm
from .standard import StandardForm

__all__ = [
    "AccountRequestForm",
    "CertificateEditForm",
    "CertificateForm",
    "ContactForm",
    "DecisionForm",
    "EnterpriseChoiceField",
    "EnterpriseForm",
    "IndustryChoiceField",
    "MemberForm",
    "NewEnterpriseForm",
    "OpenForm",
    "ProductForm",
    "QualityAwardForm",
    "QualityOfficerForm",
    "StandardChoiceField",
    "StandardForm",
    "SurveillanceForm",
    "UsccField",
    "YearFigureForm",
]
