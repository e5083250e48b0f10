"""Reports, made as the pages make them; a status is reached only by walking there."""

from datetime import date

from pinzibiao.regions.models import Region
from reports import actions
from reports.models import Report

# The acceptance figures as printed. Source: DOMAIN.md section 2 (Hangzhou Daily, 2023-03-03).
PRINTED = {
    "PRJ_IQ": "114",
    "PRJ_ATK": "139",
    "ISS_SOLVED": "687",
    "COST_SAVED": "6231.00",
    "STD_PUB": "3029",
    "BR_ENT": "3962",
    "CQO_TRAINED": "88",
    "BR_CERT_ENT": "4",
    "NQI_PLAT": "1",
    "AWARD": "2",
}
WRITTEN = {"practice": "开展调研。", "problems": "基础薄弱。", "next": "继续帮扶。"}
QUARTER = (date(2026, 7, 1), date(2026, 9, 30))


def report_of(code: str = "330113", *, by, kind=Report.Kind.QUARTERLY, period=QUARTER) -> Report:
    """A report that waits for its worker."""
    return actions.request_report(kind, Region.objects.get(pk=code), *period, by=by)


def built(report: Report) -> Report:
    """The worker's part, done here and now."""
    actions.build(report, lambda percent, text: None)
    return report


def written(report: Report, *, by) -> Report:
    """With the chapters that officials write, and files to match."""
    actions.write_narrative(report, WRITTEN, by=by)
    actions.write_files(report, lambda percent, text: None)
    return report


def walk_report(report: Report, status: str, *, handler, reviewer, leader) -> Report:
    """Take a new report to ``status``."""
    if status == "failed":
        actions.take(report, "fail", by=None)
        return report
    if status == "generating":
        return report
    built(report)
    written(report, by=handler)
    way = [("submit", handler, "review"), ("approve", reviewer, "to_sign"), ("sign", leader, "signed")]
    for action, by, reached in [("", None, "draft"), *way, ("archive", handler, "archived")]:
        if action:
            actions.take(report, action, by=by)
        if reached == status:
            return report
    raise ValueError(status)
