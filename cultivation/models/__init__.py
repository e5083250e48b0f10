"""The library and the rows of its five lists: the lists are these tables, so nobody copies anything."""

from .benchmark import BenchmarkProduct, PlanStage, StandardPlan
from .category import Category, Dimension
from .common_problem import CommonCase, CommonProblem
from .evidence import MeasureEvidence, ProblemEvidence
from .library import LibraryEntry, Tier
from .listset import ListColumn, ListDefinition, ListSet
from .measure import Measure
from .policy import PolicyTool
from .problem import Problem
from .saving import Saving
from .snapshot import Snapshot, SnapshotList, SnapshotRow
from .value import ListValue

__all__ = [
    "BenchmarkProduct",
    "Category",
    "CommonCase",
    "CommonProblem",
    "Dimension",
    "LibraryEntry",
    "ListColumn",
    "ListDefinition",
    "ListSet",
    "ListValue",
    "Measure",
    "MeasureEvidence",
    "PlanStage",
    "PolicyTool",
    "Problem",
    "ProblemEvidence",
    "Saving",
    "Snapshot",
    "SnapshotList",
    "SnapshotRow",
    "StandardPlan",
    "Tier",
]
