"""Every form of the library and its lists. None has a status."""

from .choosing import ChooseEnterpriseForm
from .listset import ListSetForm
from .moves import ENTRY_FORMS, MEASURE_FORMS, PROBLEM_FORMS
from .rows import (
    BenchmarkForm,
    EntryForm,
    EvidenceForm,
    MeasureForm,
    NewEntryForm,
    NewMeasureForm,
    NewProblemForm,
    PlanForm,
    ProblemForm,
    RequestForm,
)

__all__ = [
    "ENTRY_FORMS",
    "MEASURE_FORMS",
    "PROBLEM_FORMS",
    "BenchmarkForm",
    "ChooseEnterpriseForm",
    "EntryForm",
    "EvidenceForm",
    "ListSetForm",
    "MeasureForm",
    "NewEntryForm",
    "NewMeasureForm",
    "NewProblemForm",
    "PlanForm",
    "ProblemForm",
    "RequestForm",
]
