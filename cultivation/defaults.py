"""Numbers of the procedure that are our own choice and that an office may change (DOMAIN.md: *default*)."""

from pinzibiao.casework.dated import declare

PROBLEM_DUE_DAYS = "cultivation.problem_due_days"
COMMON_LIKENESS = "cultivation.common_likeness"
COMMON_LEAST = "cultivation.common_least"
SAVING_YEARS = "cultivation.saving_years"

declare(PROBLEM_DUE_DAYS, 30, "质量问题未写完成时限时，自提出之日起的天数")
declare(SAVING_YEARS, 3, "“每年”节约最多计几个年度（每个年度须单独核定）", most=20)
declare(COMMON_LIKENESS, 22, "提出共性问题的文字相似度下限（百分数）", most=100)
declare(COMMON_LEAST, 2, "共性问题至少涉及的企业数", least=2, most=100)
