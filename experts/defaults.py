"""Numbers of the expert library that an office may change. Source: DOMAIN.md section 8."""

from pinzibiao.casework.dated import declare

TERM_YEARS = "experts.term_years"
AGE_LIMIT = "experts.age_limit"
RENEWAL_DAYS = "experts.renewal_days"

declare(TERM_YEARS, 3, "专家聘期（年）", most=20)
declare(AGE_LIMIT, 65, "专家入库年龄上限（周岁，超过须写明理由）", least=18, most=100)
declare(RENEWAL_DAYS, 90, "专家聘期届满前可以续聘的天数")
