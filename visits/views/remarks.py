"""Remarks on a visit: beside its facts, for one's own office, all offices and experts, or the enterprise."""

from desks import scopes
from pinzibiao.accounts.remark_pages import RemarkCreate, RemarkResolve

from .visits import TITLE, URL

# Labels of the page's facts, and its parts.
FIELDS = (
    "地点",
    "计划日期",
    "开始时间",
    "结束时间",
    "帮扶目的",
    "专家",
    "陪同监管人员",
    "企业参加人员",
    "诊断",
    "发现问题",
    "帮扶结论",
    "照片",
)


class VisitRemark(RemarkCreate):
    list_title, list_url = TITLE, URL

    def scope(self, user):
        return scopes.visits(user)

    def fields_of(self, case) -> tuple[str, ...]:
        return FIELDS


class VisitRemarkResolve(RemarkResolve):
    scope = staticmethod(scopes.visits)
