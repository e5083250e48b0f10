"""What each step's report says, out of the frozen version and of what the step left; see ``paperwork`` for when."""

from django.utils import timezone

from pinzibiao.lib.papers import official

from ..models import Declaration, Paper
from ..selectors import latest_version, mean_score

Kind = Paper.Kind
SIGNED_BY = {Kind.FORM_REVIEW: "审查人", Kind.EVALUATION: "专家组长", Kind.SITE_CHECK: "专家组长"}
FACTS = (
    ("enterprise_name", "企业名称"),
    ("uscc", "统一社会信用代码"),
    ("product_name", "产品名称"),
    ("models_text", "型号规格"),
    ("standard_text", "声明的标准"),
)


def review_paper(kind: str, case: Declaration, event) -> dict:
    """The report of the act behind ``event``, which is about to be written."""
    version = latest_version(case)
    return official.paper(
        f"品字标自我声明{Kind(kind).label}",
        f"（申报编号：{case.number}）",
        [
            official.heading("一、申报基本情况"),
            official.table(["项目", "内容"], _facts(case, version)),
            *BODIES[kind](case, version, event),
            official.heading("三、结论"),
            *official.paragraphs(f"{event.label}。"),
            *official.paragraphs(event.comment),
            official.closing(f"{SIGNED_BY[kind]}：{event.by_name}", _day(timezone.localdate())),
        ],
    )


def _facts(case, version) -> list[list[str]]:
    facts = version.content["facts"]
    rows = [[label, facts.get(key) or "—"] for key, label in FACTS]
    return [
        *rows,
        ["属地", case.county.name],
        ["首次提交", _day(case.submitted_on)],
        ["审查版次", f"第 {version.number} 版"],
    ]


def _form_review(case, version, event) -> list[dict]:
    # A return has begun the next round already; its marks are those of the round that it ends.
    number = case.correction_rounds + (event.action != "return_for_correction")
    marks = case.marks.filter(round=number).select_related("item").order_by("item__position", "item")
    rows = [[row.item.text, row.get_verdict_display(), row.note or "—"] for row in marks]
    found = [official.heading("二、形式审查情况")]
    found += [official.table(["核对内容", "结果", "说明"], rows)] if rows else official.paragraphs("逐项核对申报材料。")
    if event.action == "return_for_correction":
        items = case.correction_items.filter(round=case.correction_rounds)
        told = [[row.get_section_display(), row.reason] for row in items]
        found += [official.subheading("需补正的事项"), official.table(["部分", "需补正的内容"], told)]
    return found


def _evaluation(case, version, event) -> list[dict]:
    section = next((one for one in version.content["sections"] if one["key"] == "indicators"), None)
    found = [official.heading("二、资料评价情况")]
    if section and section["rows"]:
        found += [official.subheading("关键指标"), official.table(section["head"], _printed(section["rows"]))]
    rows = [
        [f"{one.expert.name}{'（组长）' if one.is_leader else ''}", one.expert.unit, str(one.score), one.opinion]
        for one in case.evaluations.select_related("expert")
    ]
    mean = mean_score(case)
    found += [official.subheading("专家评价"), official.table(["专家", "单位", "评分", "意见"], rows)]
    return found + (official.paragraphs(f"平均分：{mean:.1f} 分。") if mean is not None else [])


def _site_check(case, version, event) -> list[dict]:
    check = case.site_checks.last()
    rows = [[row.point, row.get_verdict_display(), row.note or "—"] for row in check.findings.all()]
    told = [["核查轮次", str(check)], ["核查日期", _day(check.checked_on)], ["在场人员", check.people_present]]
    return [
        official.heading("二、现场核查情况"),
        official.table(["项目", "内容"], [*told, ["现场照片", f"{check.photos.count()} 张，存平台"]]),
        official.table(["核查内容", "结果", "说明"], rows),
        *official.paragraphs(check.conclusion),
    ]


def _printed(rows: list[list]) -> list[list[str]]:
    return [[str(cell or "—") for cell in row] for row in rows]


def _day(value) -> str:
    return f"{value.year}年{value.month}月{value.day}日" if value else "—"


BODIES = {Kind.FORM_REVIEW: _form_review, Kind.EVALUATION: _evaluation, Kind.SITE_CHECK: _site_check}
