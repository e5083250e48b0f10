"""Numbers of the procedure that DOMAIN.md section 6 marks as defaults: an office may change each from a day on."""

from experts.models import Field
from pinzibiao.casework.dated import declare

from . import default_pledge

ACCEPTANCE_DAYS = "declarations.acceptance_days"
FORM_REVIEW_DAYS = "declarations.form_review_days"
ASSIGNMENT_DAYS = "declarations.assignment_days"
EVALUATION_DAYS = "declarations.evaluation_days"
SITE_CHECK_DAYS = "declarations.site_check_days"
PUBLISHING_DAYS = "declarations.publishing_days"
RECUSAL_DAYS = "declarations.recusal_days"
OBJECTION_DAYS = "declarations.objection_days"
CLIMBING_DAYS = "declarations.climbing_days"
CORRECTION_DAYS = "declarations.correction_days"
CORRECTION_ROUNDS = "declarations.correction_rounds"
RECTIFICATION_DAYS = "declarations.rectification_days"
NOTICE_DAYS = "declarations.notice_days"
BATCH_MOST = "declarations.batch_most"
VALID_YEARS = "declarations.valid_years"
RENEWAL_DAYS = "declarations.renewal_days"
EXPIRY_REMINDERS = "declarations.expiry_reminders"
DEADLINE_REMINDERS = "declarations.deadline_reminders"
SELF_CHECK_REMINDERS = "declarations.self_check_reminders"
EXPIRY_WARNING_DAYS = "declarations.expiry_warning_days"
REPORT_MONTHS = "declarations.report_months"
LEAST_EXPERTS = "declarations.least_experts"
DRAWN_EXPERTS = "declarations.drawn_experts"
EVALUATION_FIELDS = "declarations.evaluation_fields"
SITE_CHECK_POINTS = "declarations.site_check_points"
PASS_MEAN = "declarations.pass_mean"  # noqa: S105 (a mark, no secret)
INTEREST_YEARS = "declarations.interest_years"
PLEDGE = "declarations.pledge"
FILES_COUNT = "declarations.files_count"
FILES_MEGABYTES = "declarations.files_megabytes"
OBJECTIONS_A_DAY = "declarations.objections_a_day"
OBJECTIONS_A_NOTICE = "declarations.objections_a_notice"
OBJECTIONS_AN_ENTERPRISE = "declarations.objections_an_enterprise"
OBJECTION_SECONDS = "declarations.objection_seconds"
SELF_CHECK_QUESTIONS = "declarations.self_check_questions"
SPOT_CHECK_PERCENT = "declarations.spot_check_percent"
SPOT_CHECK_MONTH = "declarations.spot_check_month"

declare(ACCEPTANCE_DAYS, 5, "受理期限（工作日）")
declare(FORM_REVIEW_DAYS, 10, "形式审查期限（工作日）")
declare(ASSIGNMENT_DAYS, 5, "指派专家期限（工作日）")
declare(EVALUATION_DAYS, 15, "资料评价期限（工作日）")
declare(SITE_CHECK_DAYS, 20, "现场核查期限（工作日）")
declare(PUBLISHING_DAYS, 5, "发布公示期限（工作日）")
declare(RECUSAL_DAYS, 3, "答复专家回避申请期限（工作日）")
declare(OBJECTION_DAYS, 15, "异议核查期限（工作日）")
declare(CLIMBING_DAYS, 3, "逾期几个工作日后提请上一级督办")
declare(CORRECTION_DAYS, 15, "补正期限（工作日）")
declare(CORRECTION_ROUNDS, 2, "退回补正次数上限", most=10)
declare(RECTIFICATION_DAYS, 20, "整改期限（工作日，未另行指定时）")
declare(NOTICE_DAYS, 5, "公示期（工作日）")
declare(BATCH_MOST, 200, "一次公示的件数上限", most=1000)
declare(VALID_YEARS, 3, "授权有效期（年）", most=10)
declare(RENEWAL_DAYS, 90, "到期前可以申请续展的天数")
declare(EXPIRY_REMINDERS, [90, 30], "到期前几天提醒")
declare(DEADLINE_REMINDERS, [5, 1], "补正和整改期限前几个工作日提醒")
declare(SELF_CHECK_REMINDERS, [60, 15], "年度自查期限前几天提醒，第一次即为要求自查")
declare(EXPIRY_WARNING_DAYS, 90, "注册证、体系证书到期前几天在办理页提示")
declare(REPORT_MONTHS, 12, "检测报告有效期（月）", most=60)
declare(LEAST_EXPERTS, 2, "资料评价专家人数下限", most=20)
declare(DRAWN_EXPERTS, 0, "随机抽取的评价专家人数（0 为不抽取，由市级选择）", least=0, most=20)
declare(EVALUATION_FIELDS, ["technology", "infrastructure"], "推荐评价专家时优先的专长领域", labels=dict(Field.choices))
declare(
    SITE_CHECK_POINTS,
    [
        "生产地址、产品与申报内容一致",
        "声明的标准现行有效，现场使用的技术文件与标准一致",
        "关键原材料和零部件有进厂检验记录",
        "关键工序有作业指导书和过程控制记录",
        "关键指标的检验能力、设备检定和原始记录",
        "近一年成品检验合格，不合格品处置有记录",
        "质量投诉和售后处理有记录",
        "品字标标志的使用安排符合规定",
    ],
    "现场核查内容",
)
declare(PASS_MEAN, 70, "拟公示的平均分下限", least=0, most=100)
declare(INTEREST_YEARS, 3, "利害关系结束后仍须回避的年数", least=0, most=20)
declare(PLEDGE, default_pledge.PLEDGE, "信用承诺书全文", is_fixed=True)
declare(FILES_COUNT, 60, "一份申报的文件个数上限", most=1000)
declare(FILES_MEGABYTES, 300, "一份申报的文件合计大小上限（MB）", most=10000)
declare(OBJECTIONS_A_DAY, 5, "同一来源每天提出异议的次数上限", most=10000)
declare(OBJECTIONS_A_NOTICE, 50, "同一公示每天收到异议的次数上限", most=10000)
declare(OBJECTIONS_AN_ENTERPRISE, 100, "同一企业的公示每天收到异议的次数上限", most=10000)
declare(OBJECTION_SECONDS, 3, "公众填写异议的最短时间（秒）", least=0, most=60)
declare(
    SELF_CHECK_QUESTIONS,
    [
        "声明的标准现行有效，产品按该标准生产和检验",
        "关键指标仍达到声明的数值，有最新的检测报告",
        "营业执照、产品注册证或许可、体系认证证书都在有效期内",
        "一年来没有未处理的质量投诉、质量事故和不合格的监督抽查",
        "生产地址、关键原材料、关键工序没有影响质量的变化",
        "品字标标志按规定使用，没有超出授权的产品和型号",
    ],
    "年度自查内容（每项回答是或否，“是”为符合）",
)
declare(SPOT_CHECK_PERCENT, 10, "监督抽查比例（%）", most=100)
declare(SPOT_CHECK_MONTH, 3, "每年从几月起抽取监督抽查对象", most=12)
