"""Every form of the registry."""

from .choosing import EnterpriseChoiceField, IndustryChoiceField, StandardChoiceField
from .enterprise import EnterpriseForm, NewEnterpriseForm, UsccField
from .items import ContactForm, ProductForm, QualityAwardForm, QualityOfficerForm, YearFigureForm
from .people import AccountRequestForm, MemberForm, OpenForm
from .standard import CertificateEditForm, CertificateForm, StandardForm

__all__ = [
    "AccountRequestForm",
    "CertificateEditForm",
    "CertificateForm",
    "ContactForm",
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
    "UsccField",
    "YearFigureForm",
]
