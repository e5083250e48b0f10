"""Numbers of the help on site that an office may change from a day on."""

from pinzibiao.casework.dated import declare

DISPATCH_DAYS = "visits.dispatch_days"
ANSWER_DAYS = "visits.answer_days"

declare(DISPATCH_DAYS, 3, "帮扶需求派单期限（工作日）")
declare(ANSWER_DAYS, 2, "专家接单、谢绝后改派的期限（工作日）")
