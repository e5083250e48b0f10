"""The list of a batch of public notices, as it is printed. Nothing personal: it is for everybody."""

from pinzibiao.lib.papers import official

COLUMNS = ["序号", "企业", "统一社会信用代码", "产品", "型号规格", "声明的标准", "属地"]
KEYS = ("enterprise_name", "uscc", "product_name", "models_text", "standard_text")


def batch_paper(number: str, office: str, notices: list, facts: list[dict]) -> dict:
    """``facts[i]`` are what the public may read of ``notices[i]``, as frozen."""
    opens_on, closes_on = notices[0].opens_on, max(one.closes_on for one in notices)
    rows = [
        [str(count), *(told[key] or "—" for key in KEYS), one.declaration.county.name]
        for count, (one, told) in enumerate(zip(notices, facts, strict=True), start=1)
    ]
    text = (
        f"下列 {len(rows)} 件产品经企业自我声明，已通过形式审查和专家评价，拟授权使用“品字标”，现予公示。"
        f"公示期自{_day(opens_on)}至{_day(closes_on)}。任何单位和个人如有异议，请在公示期内登录平台的公示页面提出，"
        "写明事实和依据，并留下联系方式。"
    )
    return official.paper(
        "关于拟授权使用品字标产品的公示",
        f"（{number}）",
        [*official.paragraphs(text), official.table(COLUMNS, rows), official.closing(office, _day(opens_on))],
    )


def _day(value) -> str:
    return f"{value.year}年{value.month}月{value.day}日"
