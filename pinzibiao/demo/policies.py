"""Policy tools of the demo: one of the province, a city and a county, linked from the measures there."""

from datetime import date

from cultivation.models import Measure, PolicyTool

# Invented, and said to be so.
TOOLS = [
    ("330000", "质量融资增信（演示）", "loan", "品字标企业凭质量信用申请贷款的，按规定给予增信支持。", "最高 500 万元"),
    ("330100", "首次获证奖励（演示）", "reward", "首次获得品字标认证证书或自我声明授权的企业。", "20 万元"),
    ("330113", "检测服务券（演示）", "voucher", "培育库企业委托有资质机构检测关键指标的。", "每年最高 2 万元"),
]


def make_policies(today: date) -> None:
    for region, title, kind, content, amount in TOOLS:
        values = {"title": title, "kind": kind, "content": content, "amount": amount}
        PolicyTool.objects.create(region_id=region, **values, valid_from=date(today.year, 1, 1))
    for measure in Measure.objects.filter(county="330113").select_related("county").order_by("pk")[:3]:
        measure.policy_tools.set(PolicyTool.objects.of_place(measure.county))
