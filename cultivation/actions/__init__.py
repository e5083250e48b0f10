"""What is done with library entries, problems and measures."""

from .commons import COMMON_PROCEDURE
from .entries import ENTRY_PROCEDURE, brand_obtained, nominate, nominate_many
from .measures import MEASURE_PROCEDURE, plan_measure
from .problems import PROBLEM_PROCEDURE, add_evidence, raise_problem

PROCEDURES = (ENTRY_PROCEDURE, PROBLEM_PROCEDURE, MEASURE_PROCEDURE, COMMON_PROCEDURE)

__all__ = [
    "COMMON_PROCEDURE",
    "ENTRY_PROCEDURE",
    "MEASURE_PROCEDURE",
    "PROBLEM_PROCEDURE",
    "PROCEDURES",
    "add_evidence",
    "brand_obtained",
    "nominate",
    "nominate_many",
    "plan_measure",
    "raise_problem",
]
