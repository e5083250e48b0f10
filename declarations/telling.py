"""The kinds of messages that declarations send, and who may receive them."""

from pinzibiao.accounts.models import Role
from pinzibiao.notices.kinds import declare

from . import notifications as told
from . import reminders

ENTERPRISE, COUNTY = Role.Kind.ENTERPRISE, Role.Kind.COUNTY
CITY, PROVINCE = Role.Kind.CITY, Role.Kind.PROVINCE


def declare_kinds() -> None:
    """Called when the portal starts."""
    declare(told.ARRIVED, "收到申报、整改情况、回避申请和有问题的自查", COUNTY, CITY, PROVINCE)
    declare(told.ASKED, "要求补正、整改，专家指派和批注", ENTERPRISE)
    declare(told.RESULT, "申报结果", ENTERPRISE)
    declare(told.STANDING, "授权的暂停、恢复和撤销", ENTERPRISE)
    declare(told.DEADLINE, "补正和整改期限提醒", ENTERPRISE, resolver=reminders.deadline)
    declare(told.EXPIRY, "授权到期提醒", ENTERPRISE, resolver=reminders.expiry)
    declare(told.SPOT_CHECK, "抽取监督抽查对象", PROVINCE)
    declare(told.SELF_CHECK, "年度自查提醒", ENTERPRISE, COUNTY, resolver=reminders.self_check)
