"""What a declaration still lacks before it can be signed: one rule, one function; all is told at once.

Source: DOMAIN.md section 6. A rule gives the sentences for the person, none when it is met.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from pinzibiao.casework.dated import value_of

from .content import ESSENCES, PROMISES, promise_text
from .defaults import REPORT_MONTHS
from .indicators import unanswered
from .materials import required_of
from .models import CorrectionItem, Declaration
from .states import DeclarationStatus

Section = CorrectionItem.Section


@dataclass(frozen=True)
class Missing:
    """One thing that is missing, and the section where it is mended."""

    section: Section
    sentence: str


def missing(case: Declaration) -> list[Missing]:
    """Everything that keeps ``case`` from being submitted, in the order of its sections."""
    return [Missing(section, sentence) for section, rules in RULES.items() for rule in rules for sentence in rule(case)]


def problems(case: Declaration) -> list[str]:
    """The same as plain sentences, each with its section."""
    return [f"{one.section.label}：{one.sentence}" for one in missing(case)]


def standard_is_chosen(case) -> Iterator[str]:
    if case.standard_id is None:
        yield "请选择声明的标准。"


def standard_is_in_force(case) -> Iterator[str]:
    if case.standard_id is None:
        return
    if case.standard.withdrawn_on:
        yield f"标准 {case.standard.number} 已废止，请改用现行标准。"
    elif case.standard.published_on is None:
        yield f"标准 {case.standard.number} 尚未发布，不能声明。请改用已发布的标准，或待其发布后再提交。"


def standard_is_public(case) -> Iterator[str]:
    if case.standard_public_on is None:
        yield "请填写标准公开日期。"


def device_has_licence(case) -> Iterator[str]:
    product = case.product
    if not product.device_class:
        return
    if not product.licence_no:
        yield "该产品是医疗器械，请先在企业档案的产品中填写注册（备案）号。"
    elif product.licence_valid_to and product.licence_valid_to < timezone.localdate():
        yield f"该产品的注册证已于 {product.licence_valid_to} 到期，请先在企业档案的产品中更新注册证。"


def indicators_are_measured(case) -> Iterator[str]:
    rows = list(case.indicators.all())
    if not rows:
        yield "请至少填写一项关键指标。"
    for row in rows:
        if not row.measured:
            yield f"请填写「{row.name}」的实测值（标准要求 {f'{row.required} {row.unit}'.rstrip()}）。"


def standard_table_is_answered(case) -> Iterator[str]:
    """Only of a draft: a correction opens what the county named, whatever the table has gained since."""
    if case.status == DeclarationStatus.DRAFT:
        for row in unanswered(case):
            yield f"标准还规定了「{row.name}」，请在关键指标页点“带入标准指标”。"


def has_recent_report(case) -> Iterator[str]:
    """Judged by the day of the first submission: a report does not age while the office holds the case."""
    day = case.submitted_on or timezone.localdate()
    months = value_of(REPORT_MONTHS, day)
    since = months_before(day, months)
    reports = list(case.test_reports.all())
    if not reports:
        yield f"请至少填写一份 {months} 个月内的检测报告。"
    elif max(report.reported_on for report in reports) < since:
        yield f"检测报告都已超过 {months} 个月（早于 {since}），请补充新的检测报告。"
    for report in reports:
        if report.reported_on > timezone.localdate():
            yield f"检测报告 {report.number} 的日期晚于今天，请核对。"


def essence_is_assessed(case) -> Iterator[str]:
    for key, label in ESSENCES:
        if getattr(case, f"{key}_score") is None or not getattr(case, f"{key}_text").strip():
            yield f"请填写「{label}」的自评分和说明。"


def contact_is_named(case) -> Iterator[str]:
    if not case.contact_name or not case.contact_mobile:
        yield "请填写联系人和联系电话。"


def promises_are_made(case) -> Iterator[str]:
    for name in PROMISES:
        if not getattr(case, name):
            yield f"尚未勾选「{promise_text(name).split('：')[0]}」。"


def papers_are_attached(case) -> Iterator[str]:
    present = set(case.attachments.filter(is_removed=False).values_list("kind", flat=True))
    for rule in required_of(case):
        if rule.kind not in present:
            yield f"请上传{rule.get_kind_display()}{f'（{rule.note}）' if rule.note else ''}。"


RULES: dict[Section, tuple[Callable[[Declaration], Iterator[str]], ...]] = {
    Section.PRODUCT: (standard_is_chosen, standard_is_in_force, standard_is_public, device_has_licence),
    Section.INDICATORS: (indicators_are_measured, standard_table_is_answered),
    Section.REPORTS: (has_recent_report,),
    Section.ESSENCE: (essence_is_assessed,),
    Section.PROMISES: (contact_is_named, promises_are_made),
    Section.ATTACHMENTS: (papers_are_attached,),
}


def months_before(day: date, months: int) -> date:
    """The same day ``months`` earlier; the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
