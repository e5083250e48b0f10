"""The menu of each role."""

from functools import cache

from django.urls import reverse

from pinzibiao.accounts.models import Role
from pinzibiao.lib.navigation import Link, Section

Kind = Role.Kind
OFFICE = {*Role.REGULATORS, Kind.AUDITOR}
ALL = set(Kind)

# Section, then (label, url name, icon, who finds it there).
MENU = [
    (
        "",
        [("待办", "desks:home", "inbox", ALL)],
    ),
    (
        "培育",
        [
            ("企业", "enterprises:list", "building-2", {*OFFICE, Kind.BODY, Kind.EXPERT, Kind.ENTERPRISE}),
            ("培育库", "cultivation:entry_list", "library", OFFICE),
            ("五张清单", "cultivation:lists_now", "list-checks", {*OFFICE, Kind.BODY}),
            ("试点", "cultivation:pilots", "flag", {*OFFICE, Kind.BODY}),
            ("对标产品", "cultivation:benchmark_list", "target", {*OFFICE, Kind.BODY, Kind.ENTERPRISE}),
            ("标准研制", "cultivation:plan_list", "notebook-pen", {*OFFICE, Kind.BODY, Kind.ENTERPRISE}),
            (
                "质量问题",
                "cultivation:problem_list",
                "circle-alert",
                {*OFFICE, Kind.BODY, Kind.EXPERT, Kind.ENTERPRISE},
            ),
            ("共性问题", "cultivation:common_list", "layers", {*OFFICE, Kind.BODY}),
            ("帮扶措施", "cultivation:measure_list", "wrench", {*OFFICE, Kind.BODY, Kind.ENTERPRISE}),
            ("政策工具", "cultivation:policy_list", "hand-coins", {*OFFICE, Kind.BODY, Kind.EXPERT, Kind.ENTERPRISE}),
            ("节约台账", "cultivation:saving_list", "coins", {*OFFICE, Kind.BODY, Kind.ENTERPRISE}),
        ],
    ),
    (
        "企业登记",
        [
            ("产品库", "enterprises:product_list", "package", OFFICE),
            ("首席质量官", "enterprises:officer_list", "user-check", OFFICE),
            ("政府质量奖", "enterprises:award_list", "medal", OFFICE),
            ("体系认证", "enterprises:system_list", "shield-check", OFFICE),
            ("年度经营数据", "enterprises:figure_list", "table-2", OFFICE),
            ("品牌销售占比", "enterprises:sales_share", "badge-percent", OFFICE),
        ],
    ),
    (
        "自我声明与品牌",
        [
            ("自我声明", "declarations:list", "file-check", {*OFFICE, Kind.EXPERT, Kind.ENTERPRISE}),
            ("办理时效", "declarations:handling", "timer", OFFICE),
            ("监督抽查", "declarations:spot_checks", "dices", OFFICE),
            ("品字标企业", "enterprises:brand_list", "award", {*OFFICE, Kind.ENTERPRISE}),
            ("认证证书", "enterprises:certificate_list", "scroll-text", {*OFFICE, Kind.ENTERPRISE}),
            ("标准", "enterprises:standard_list", "book-open", {*OFFICE, Kind.BODY, Kind.EXPERT, Kind.ENTERPRISE}),
            ("开户申请", "enterprises:account_request_list", "user-plus", OFFICE),
        ],
    ),
    (
        "专家与帮扶",
        [
            ("我的帮扶", "visits:mine", "notebook-pen", {Kind.EXPERT}),
            ("帮扶需求", "visits:request_list", "hand-helping", {*OFFICE, Kind.ENTERPRISE}),
            ("质量帮扶", "visits:list", "map-pin", {*OFFICE, Kind.BODY, Kind.EXPERT, Kind.ENTERPRISE}),
            ("帮扶日历", "visits:calendar", "calendar-range", ALL - {Kind.ADMINISTRATOR}),
            ("未走访企业", "visits:unvisited", "map-pin-off", OFFICE),
            ("推荐专家", "visits:match", "user-search", set(Role.REGULATORS)),
            ("专家", "experts:list", "graduation-cap", {*OFFICE, Kind.BODY}),
            ("我的专家档案", "experts:me", "id-card", {Kind.EXPERT}),
            ("专家团队", "experts:team_list", "users", {*OFFICE, Kind.BODY, Kind.EXPERT}),
            ("机构", "experts:organisation_list", "landmark", {*OFFICE, Kind.BODY}),
        ],
    ),
    (
        "项目与报告",
        [
            ("质量项目", "projects:list", "folder-kanban", {*OFFICE, Kind.BODY}),
            ("活动", "projects:event_list", "calendar-days", {*OFFICE, Kind.BODY, Kind.EXPERT, Kind.ENTERPRISE}),
            ("一站式平台", "projects:station_list", "store", {*OFFICE, Kind.BODY, Kind.EXPERT, Kind.ENTERPRISE}),
            ("指标", "projects:indicator_list", "gauge", OFFICE),
            ("进展报告", "reports:list", "file-text", OFFICE),
            ("实时数据", "reports:figures", "chart-column", OFFICE),
        ],
    ),
    (
        "平台管理",
        [
            ("用户", "accounts:users", "users-round", {Kind.ADMINISTRATOR, Kind.AUDITOR}),
            ("角色与动作", "accounts:matrix", "grid-3x3", {Kind.ADMINISTRATOR, Kind.AUDITOR}),
            ("办理参数", "casework:settings", "sliders-horizontal", {Kind.ADMINISTRATOR, Kind.PROVINCE}),
            ("行政区划", "regions:list", "map", {Kind.ADMINISTRATOR, Kind.AUDITOR, Kind.PROVINCE}),
        ],
    ),
    (
        "",
        [
            ("导入", "exchange:import_list", "upload", {*OFFICE, Kind.BODY}),
            ("我的导出", "exchange:export_list", "download", {*OFFICE, Kind.ADMINISTRATOR}),
            ("我的任务", "jobs:list", "loader", OFFICE),
            ("工作日历", "casework:calendar", "calendar-check", ALL),
            ("代办", "accounts:stand_ins", "user-check", {*OFFICE, Kind.ADMINISTRATOR}),
        ],
    ),
]


def sections(request) -> list[Section]:
    """What the person of ``request`` finds on the left; nothing for somebody who is not signed in."""
    user = request.user
    if not user.is_authenticated:
        return []
    return [
        Section(
            title,
            [Link(label, _address(name), icon) for label, name, icon, who in links if user.kind in who],
        )
        for title, links in MENU
    ]


@cache
def _address(name: str) -> str:
    """A page's address, looked up once: thirty lookups would be a tenth of every page's work."""
    return reverse(name)
