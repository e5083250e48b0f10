"""What a declaration still lacks before it can be signed: one rule, one function; all is told at once.

Source: DOMAIN.md section 6. A rule gives what it finds, nothing when it is met.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date

from django.utils import timezone

from pinzibiao.casework.dated import value_of

from .content import ESSENCES, PROMISES, promise_text
from .defaults import REPORT_MONTHS
from .findings import Finding, Missing, rule
from .indicators import unanswered
from .materials import required_of
from .models import CorrectionItem, Declaration
from .prefilling import DESCRIBED
from .states import DeclarationStatus
from .values import measured_number, not_of_the_future, telephone, why_not

Section = CorrectionItem.Section


def missing(case: Declaration) -> list[Missing]:
    """Everything that keeps ``case`` from being submitted, in the order of its sections."""
    return [one for section in RULES for one in missing_in(case, section)]


def missing_in(case: Declaration, section: str) -> list[Missing]:
    """The same of one section."""
    section = Section(section)
    return [Missing(section, one, check.words, check.example) for check in RULES[section] for one in check(case)]


def problems(case: Declaration) -> list[str]:
    """The same as plain sentences, each with its section."""
    return [f"{one.section.label}：{one.sentence}" for one in missing(case)]


@rule("每份申报声明一项标准。", example="T/ZZB 1234—2025")
def standard_is_chosen(case) -> Iterator[Finding]:
    if case.standard_id is None:
        yield Finding("请选择声明的标准。", "standard")


@rule("声明的标准须已发布、没有废止。", example="标准库中标明“现行”的标准")
def standard_is_in_force(case) -> Iterator[Finding]:
    if case.standard_id is None:
        return
    number = case.standard.number
    if case.standard.withdrawn_on:
        yield Finding(f"标准 {number} 已废止，请改用现行标准。", "standard", value=number)
    elif case.standard.published_on is None:
        sentence = f"标准 {number} 尚未发布，不能声明。请改用已发布的标准，或待其发布后再提交。"
        yield Finding(sentence, "standard", value=number)


@rule("标准须已在企业标准信息公共服务平台自我声明公开，公开日期不晚于今天。", example="2026-03-01")
def standard_is_public(case) -> Iterator[Finding]:
    day = case.standard_public_on
    if day is None:
        yield Finding("请填写标准公开日期。", "standard_public_on")
    elif sentence := why_not(not_of_the_future, day, "标准公开日期"):
        yield Finding(sentence, "standard_public_on", value=f"{day}")


@rule("医疗器械须有有效的注册证或备案凭证。", example="浙械注准20242140001，有效期至 2029-05-31")
def device_has_licence(case) -> Iterator[Finding]:
    product = case.product
    if not product.device_class:
        return
    if not product.licence_no:
        sentence = "该产品是医疗器械，请先在企业档案的产品中填写注册（备案）号。"
        yield Finding(sentence, "licence_no", is_of_product=True)
    elif product.licence_valid_to and product.licence_valid_to < timezone.localdate():
        sentence = f"该产品的注册证已于 {product.licence_valid_to} 到期，请先在企业档案的产品中更新注册证。"
        yield Finding(sentence, "licence_valid_to", value=f"{product.licence_valid_to}", is_of_product=True)


@rule("至少一项关键指标，每项都有实测值；标准库登记的指标填数字，按标准的单位。", example="12.5")
def indicators_are_measured(case) -> Iterator[Finding]:
    rows = list(case.indicators.all())
    if not rows:
        yield Finding("请至少填写一项关键指标。", "name", row=0)
    for number, row in enumerate(rows):
        if not row.measured:
            asked = f"{row.required} {row.unit}".rstrip()
            yield Finding(f"请填写「{row.name}」的实测值（标准要求 {asked}）。", "measured", row=number)
        elif row.direction and (sentence := why_not(measured_number, row.measured, row.unit)):
            yield Finding(f"「{row.name}」：{sentence}", "measured", row=number, value=row.measured)


@rule("标准规定的关键指标都要声明。", example="点“带入标准指标”后，填写新增各行的实测值")
def standard_table_is_answered(case) -> Iterator[Finding]:
    """Only of a draft: a correction opens what the county named, whatever the table has gained since."""
    if case.status == DeclarationStatus.DRAFT:
        for row in unanswered(case):
            yield Finding(f"标准还规定了「{row.name}」，请在关键指标页点“带入标准指标”。", "take_indicators")


@rule("至少一份检测报告的日期在规定的月数以内（按首次提交日期计算），都不晚于今天。", example="2026-03-01")
def has_recent_report(case) -> Iterator[Finding]:
    """Judged by the day of the first submission: a report does not age while the office holds the case."""
    day = case.submitted_on or timezone.localdate()
    months = value_of(REPORT_MONTHS, day)
    since = months_before(day, months)
    reports = list(case.test_reports.all())
    days = [report.reported_on for report in reports]
    if not days:
        yield Finding(f"请至少填写一份 {months} 个月内的检测报告。", "laboratory", row=0)
    elif max(days) < since:
        sentence = f"检测报告都已超过 {months} 个月（早于 {since}），请补充新的检测报告。"
        yield Finding(sentence, "reported_on", row=days.index(max(days)), value=f"最近一份 {max(days)}")
    for number, report in enumerate(reports):
        if sentence := why_not(not_of_the_future, report.reported_on, "报告日期"):
            value = f"{report.reported_on}"
            yield Finding(f"检测报告 {report.number}：{sentence}", "reported_on", row=number, value=value)


@rule("四精各有自评分（1–10 分）和说明。", example="8 分；用仿真设计替代试制，三年获发明专利 2 项")
def essence_is_assessed(case) -> Iterator[Finding]:
    for key, label in ESSENCES:
        score, text = getattr(case, f"{key}_score"), getattr(case, f"{key}_text").strip()
        if score is None:
            yield Finding(f"请填写「{label}」的自评分和说明。", f"{key}_score", value=text and f"说明：{text}")
        elif not text:
            yield Finding(f"请填写「{label}」的自评分和说明。", f"{key}_text", value=f"{score} 分")


@rule("注册地址、生产地址、法定代表人和规模，与营业执照和现状一致。", example="浙江省杭州市临平区创新路 1 号")
def enterprise_is_described(case) -> Iterator[Finding]:
    """Only of a draft: declarations under way when the section came were handed in without it."""
    if case.status == DeclarationStatus.DRAFT:
        for name in DESCRIBED:
            if not getattr(case, name):
                yield Finding(f"请填写{Declaration._meta.get_field(name).verbose_name}。", name)


@rule(
    "每张体系认证证书写明编号、机构和有效期，提交时在有效期内；没有证书的不填。",
    example="00123Q30001R2M，有效期至 2028-05-31",
)
def systems_are_valid(case) -> Iterator[Finding]:
    day = case.submitted_on or timezone.localdate()
    for number, row in enumerate(case.systems.all()):
        if row.valid_to and row.valid_to < day:
            sentence = f"{row} 已于 {row.valid_to} 到期，请换成有效的证书，或者删去这一行。"
            yield Finding(sentence, "valid_to", row=number, value=f"{row.valid_to}")
        elif not row.number and case.status == DeclarationStatus.DRAFT:
            sentence = "原来用文字写的体系认证请按证书补填体系、编号、机构和日期，每张一行。"
            yield Finding(sentence, "number", row=number, value=row.scope)


@rule("任命了首席质量官，写明任命日期；培训证书的编号和培训日期要么都填，要么都不填。", example="孙某，2025-03-01 任命")
def officer_is_appointed(case) -> Iterator[Finding]:
    """Only of a draft, as what is asked of the enterprise."""
    if case.status != DeclarationStatus.DRAFT:
        return
    if not case.quality_officer:
        yield Finding("请填写首席质量官。", "quality_officer")
    if case.officer_appointed_on is None:
        yield Finding("请填写首席质量官的任命日期。", "officer_appointed_on")
    if case.officer_certificate_no and case.officer_trained_on is None:
        yield Finding("填写了培训证书编号，请同时填写培训日期。", "officer_trained_on")
    elif case.officer_trained_on and not case.officer_certificate_no:
        yield Finding("填写了培训日期，请同时填写培训证书编号。", "officer_certificate_no")


@rule("有联系人，和能打通的手机号或带区号的座机号。", example="张三，0571-88888888")
def contact_is_named(case) -> Iterator[Finding]:
    name, number = case.contact_name, case.contact_mobile
    if not name or not number:
        yield Finding("请填写联系人和联系电话。", "contact_mobile" if name else "contact_name", value=name or number)
    elif sentence := why_not(telephone, number):
        yield Finding(sentence, "contact_mobile", value=number)


@rule("三项承诺都要作出。", example="勾选该项")
def promises_are_made(case) -> Iterator[Finding]:
    for name in PROMISES:
        if not getattr(case, name):
            yield Finding(f"尚未勾选「{promise_text(name).split('：')[0]}」。", name, value="未勾选")


@rule("材料清单中标为必备的都要上传。", example="清晰的 PDF 扫描件或照片")
def papers_are_attached(case) -> Iterator[Finding]:
    for asked in required_of(case):
        if not asked.is_in:
            note = f"（{asked.note}）" if asked.note else ""
            yield Finding(f"请上传{asked.get_kind_display()}{note}。", str(asked.kind), value="未上传")


RULES: dict[Section, tuple[Callable[[Declaration], Iterator[Finding]], ...]] = {
    Section.ENTERPRISE: (enterprise_is_described, contact_is_named),
    Section.PRODUCT: (standard_is_chosen, standard_is_in_force, standard_is_public, device_has_licence),
    Section.INDICATORS: (indicators_are_measured, standard_table_is_answered),
    Section.REPORTS: (has_recent_report,),
    Section.SYSTEMS: (systems_are_valid,),
    Section.ESSENCE: (essence_is_assessed,),
    Section.OFFICER: (officer_is_appointed,),
    Section.PROMISES: (promises_are_made,),
    Section.ATTACHMENTS: (papers_are_attached,),
}


def months_before(day: date, months: int) -> date:
    """The same day ``months`` earlier; the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
