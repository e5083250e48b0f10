"""Every form of the registry."""

from .brand import PastHolderForm
from .certificate import CertificateEditForm, CertificateForm, DecisionForm, SurveillanceForm
from .changes import MergeForm, MoveForm, RenameForm
from .choosing import EnterpriseChoiceField, IndustryChoiceField, StandardChoiceField
from .enterprise import EnterpriseForm, NewEnterpriseForm, UsccField
from .indicator import StandardIndicatorForm
from .items import (
    ContactForm,
    FurtherIndustryForm,
    ProductForm,
    QualityAwardForm,
    QualityOfficerForm,
    SystemCertificateForm,
    YearFigureForm,
)
from .people import AccountRequestForm, MemberForm, OpenForm
from .standard import PublisherForm, StageForm, StandardEditForm, StandardForm

__all__ = [
    "AccountRequestForm",
    "CertificateEditForm",
    "CertificateForm",
    "ContactForm",
    "DecisionForm",
    "EnterpriseChoiceField",
    "EnterpriseForm",
    "FurtherIndustryForm",
    "IndustryChoiceField",
    "MemberForm",
    "MergeForm",
    "MoveForm",
    "NewEnterpriseForm",
    "OpenForm",
    "PastHolderForm",
    "ProductForm",
    "PublisherForm",
    "QualityAwardForm",
    "QualityOfficerForm",
    "RenameForm",
    "StageForm",
    "StandardChoiceField",
    "StandardEditForm",
    "StandardForm",
    "StandardIndicatorForm",
    "SurveillanceForm",
    "SystemCertificateForm",
    "UsccField",
    "YearFigureForm",
]
