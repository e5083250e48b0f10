"""What of this room goes along when an enterprise moves to another county: all that is still open."""

from enterprises import moves

from .models import BenchmarkProduct, LibraryEntry, Measure, Problem, StandardPlan
from .states import ENTRY_WORKFLOW, MEASURE_WORKFLOW, PROBLEM_WORKFLOW


def entries(enterprise):
    return LibraryEntry.objects.filter(enterprise=enterprise, status__in=ENTRY_WORKFLOW.open_statuses)


def problems(enterprise):
    return Problem.objects.filter(enterprise=enterprise, status__in=PROBLEM_WORKFLOW.open_statuses)


def measures(enterprise):
    return Measure.objects.filter(enterprise=enterprise, status__in=MEASURE_WORKFLOW.open_statuses)


def benchmarks(enterprise):
    """Products whose target is not measured yet."""
    return BenchmarkProduct.objects.filter(enterprise=enterprise, reached_value=None)


def plans(enterprise):
    """Standards that are not published yet."""
    return StandardPlan.objects.filter(enterprise=enterprise, published_on=None)


def register_all() -> None:
    moves.register("培育企业", "家", entries)
    moves.register("对标产品", "个", benchmarks)
    moves.register("标准研制计划", "项", plans)
    moves.register("质量问题", "个", problems)
    moves.register("帮扶措施", "项", measures)
