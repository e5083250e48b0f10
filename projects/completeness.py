"""What a project must hold before it is handed in. One rule, one function; all that is missing is told at once."""

from .models import Project


def of_submission(project, by) -> list[str]:
    """Every sentence that stands in the way of handing the project in."""
    return [sentence for rule in RULES for sentence in rule(project)]


def has_places(project) -> list[str]:
    return [] if project.regions.exists() else ["请填写项目区域（全省性项目选浙江省）。"]


def has_period(project) -> list[str]:
    return [] if project.starts_on and project.ends_on else ["请填写项目的开始日期和结束日期。"]


def has_summary(project) -> list[str]:
    return [] if project.summary.strip() else ["请填写项目概况。"]


def breakthrough_names_its_enterprise(project) -> list[str]:
    if project.kind == Project.Kind.BREAKTHROUGH and project.enterprise_id is None:
        return ["质量攻坚项目请填写攻坚企业。"]
    return []


def service_has_lead_and_targets(project) -> list[str]:
    if project.kind != Project.Kind.CULTIVATION:
        return []
    missing = [] if project.lead_organisation_id else ["对标培育服务请填写牵头单位。"]
    return (
        missing if project.pilot_targets.exists() else [*missing, "对标培育服务请至少填写一个试点对象（区域和产业）。"]
    )


RULES = (has_places, has_period, has_summary, breakthrough_names_its_enterprise, service_has_lead_and_targets)
