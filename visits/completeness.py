"""What a record needs before the enterprise is asked to confirm it. One rule one function; all is told at once."""

from django.utils import timezone

from .models import HelpVisit


def missing_in_record(visit: HelpVisit, by) -> list[str]:
    """Everything that is still missing, as Chinese sentences. Photos are never asked for (指尖上的形式主义)."""
    rules = (has_times, times_are_past, has_enterprise_people, has_diagnosis, has_conclusion, days_are_ahead)
    return [sentence for rule in rules if (sentence := rule(visit))]


def has_times(visit: HelpVisit) -> str:
    return "" if visit.starts_at and visit.ends_at else "请填写帮扶的开始时间和结束时间。"


def times_are_past(visit: HelpVisit) -> str:
    latest = visit.ends_at or visit.starts_at
    if latest is None or latest <= timezone.now():
        return ""
    return "帮扶时间晚于现在，请在帮扶结束后再提交，或改正时间。"


def has_enterprise_people(visit: HelpVisit) -> str:
    return "" if visit.enterprise_people.strip() else "请填写企业参加人员（姓名、职务）。"


def has_diagnosis(visit: HelpVisit) -> str:
    found = list(visit.diagnoses.all())
    if not found:
        return "请至少对一个维度作出诊断（评分和诊断意见）。"
    silent = [f"「{one.get_dimension_display()}」" for one in found if not one.finding.strip()]
    return f"{'、'.join(silent)}已评分，请填写诊断意见。" if silent else ""


def has_conclusion(visit: HelpVisit) -> str:
    return "" if visit.conclusion.strip() else "请填写帮扶结论。"


def days_are_ahead(visit: HelpVisit) -> str:
    if visit.starts_at is None:
        return ""
    day = timezone.localdate(visit.starts_at)
    if visit.next_visit_on and visit.next_visit_on < day:
        return f"下次帮扶日期早于本次帮扶（{day}），请改正。"
    return ""
