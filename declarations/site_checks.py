"""The record of a check on site: opened with its points, what it lacks, closed by the leader's conclusion."""

from django.utils import timezone

from pinzibiao.casework.dated import value_of

from .defaults import SITE_CHECK_POINTS
from .models import Declaration, SiteCheck, SiteFinding

Verdict = SiteFinding.Verdict


def open_check(case: Declaration) -> SiteCheck | None:
    """The record that is being written."""
    return case.site_checks.filter(concluded_at=None).first()


def begin(case: Declaration) -> SiteCheck:
    """The record of the next round, with the points that held when the case was submitted; the one that is open stays.

    A conclusion taken back leaves its case at the check: the same record goes on.
    """
    if found := open_check(case):
        return found
    check = SiteCheck.objects.create(declaration=case, round=case.site_checks.count() + 1)
    points = value_of(SITE_CHECK_POINTS, case.submitted_on)
    rows = [SiteFinding(record=check, position=number, point=point) for number, point in enumerate(points, start=1)]
    SiteFinding.objects.bulk_create(rows)
    return check


def conclude(case: Declaration, by) -> SiteCheck:
    check = open_check(case)
    check.concluded_by, check.concluded_at = by, timezone.now()
    check.save()
    return check


def lacking(case: Declaration) -> list[str]:
    """What the record still lacks, as sentences."""
    check = open_check(case)
    if check is None:
        return ["还没有现场核查记录。"]
    named = {"checked_on": "核查日期", "people_present": "在场人员", "conclusion": "核查情况和结论"}
    found = [f"请在现场核查记录中填写「{label}」。" for name, label in named.items() if not getattr(check, name)]
    return found + [f"请核查“{row.point}”并选择结果。" for row in check.findings.filter(verdict="")]


def unmet(case: Declaration) -> list[str]:
    """Points that keep a case from passing."""
    rows = SiteFinding.objects.filter(record__declaration=case, record__concluded_at=None, verdict=Verdict.UNMET)
    return [f"“{row.point}”不符合，请要求整改或核查不通过。" for row in rows]
