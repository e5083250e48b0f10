"""Numbers of the help on site that an office may change from a day on."""

from pinzibiao.casework.dated import declare

DISPATCH_DAYS = "visits.dispatch_days"
ANSWER_DAYS = "visits.answer_days"
ROUND_MOST = "visits.round_most"

declare(DISPATCH_DAYS, 3, "帮扶需求派单期限（工作日）")
declare(ANSWER_DAYS, 2, "专家接单、谢绝后改派的期限（工作日）")
declare(ROUND_MOST, 100, "一次安排巡诊的企业数上限", most=500)
