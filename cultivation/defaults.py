"""Numbers of the procedure that are our own choice and that an office may change (DOMAIN.md: *default*)."""

from pinzibiao.casework.dated import declare

PROBLEM_DUE_DAYS = "cultivation.problem_due_days"

declare(PROBLEM_DUE_DAYS, 30, "质量问题未写完成时限时，自提出之日起的天数")
