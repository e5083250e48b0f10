"""Where each role begins: the buttons of the home page, and what it says when nothing waits."""

from django.urls import reverse

from declarations.views.access import may_prepare
from pinzibiao.accounts.models import Role
from pinzibiao.lib.pages import Button

Kind = Role.Kind
BUTTONS = {
    Kind.ENTERPRISE: [
        ("填报自我声明", "declarations:create", "file-plus"),
        ("提出帮扶需求", "visits:request_create", "hand-helping"),
    ],
    Kind.COUNTY: [("安排帮扶", "visits:create", "calendar-plus"), ("新建企业", "enterprises:create", "building-2")],
    Kind.CITY: [("生成报告", "reports:create", "file-text")],
    Kind.PROVINCE: [("生成报告", "reports:create", "file-text")],
    Kind.ADMINISTRATOR: [("开户", "accounts:user_create", "user-plus")],
}
NOTHING = {
    Kind.ENTERPRISE: "现在没有等您办理的事项。点右上角“填报自我声明”开始一份新的申报。",
    Kind.EXPERT: "现在没有等您办理的帮扶或评价。县级市场监管部门安排后会出现在这里。",
    Kind.AUDITOR: "审计岗位只读，没有待办。请从左侧菜单查看各项记录。",
    Kind.ADMINISTRATOR: "平台管理没有待办。请从左侧菜单管理用户。",
}


def buttons_of(user) -> list[Button]:
    """The acts with which the person's work begins."""
    listed = [] if user.kind == Kind.ENTERPRISE and not may_prepare(user) else BUTTONS.get(user.kind, [])
    return [
        Button(label, reverse(name), icon, "primary" if number == 0 else "outline-primary")
        for number, (label, name, icon) in enumerate(listed)
    ]


def empty_text_of(user) -> str:
    if user.kind == Kind.ENTERPRISE and not may_prepare(user):
        return "现在没有等您办理的事项。经办人填完自我声明后，请在“自我声明”中打开，由您签署提交。"
    return NOTHING.get(user.kind, "现在没有等您办理的事项。新的事项到达后会出现在这里。")
