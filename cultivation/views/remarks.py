"""Remarks on a problem: beside its fields, for one's own office, all offices and experts, or the enterprise."""

from django.urls import reverse_lazy

from desks import scopes
from pinzibiao.accounts.remark_pages import RemarkCreate, RemarkResolve

from .. import notifications
from ..facts import outcome_of, problem_facts

FIELDS = ("问题描述", "原因分析", "改进建议")


def fields_of(problem) -> list[str]:
    """What the page of a problem shows of it."""
    return [label for label, _ in (*problem_facts(problem), *outcome_of(problem))] + list(FIELDS)


class ProblemRemark(RemarkCreate):
    list_title, list_url = "质量问题", reverse_lazy("cultivation:problem_list")

    def scope(self, user):
        return scopes.problems(user)

    def fields_of(self, case) -> list[str]:
        return fields_of(case)

    def told(self, row) -> None:
        notifications.remark_written(self.object, row)


class ProblemRemarkResolve(RemarkResolve):
    scope = staticmethod(scopes.problems)
