"""What runs when, in words. Times are Asia/Shanghai; what a missed period means stands in ``jobs.schedule.Missed``."""

from pinzibiao.files.tasks import remove_expired_uploads
from pinzibiao.jobs.registry import job
from pinzibiao.jobs.schedule import Missed, every, monthly, nightly

SCHEDULE = [
    every(10, "casework.seal_events", "封存办理记录", Missed.LATEST),
    every(60, "files.remove_expired_uploads", "清理过期的上传"),
    every(10, "notices.send_due", "发送到期的提醒", Missed.LATEST),
    every(10, "notices.send_mail", "发送邮件", Missed.LATEST),
    nightly("00:10", "enterprises.put_standards_in_force", "到实施日期的标准进入实施阶段"),
    nightly("00:30", "declarations.close_public_notices", "办结期满无异议的公示"),
    nightly("00:45", "declarations.expire", "处理逾期补正和到期授权"),
    nightly("00:50", "enterprises.expire_certificates", "处理到期的认证证书"),
    nightly("00:55", "declarations.plan_reminders", "安排期限、到期和自查的提醒"),
    nightly("01:00", "declarations.write_missing_certificates", "补做授权证书"),
    nightly("01:15", "declarations.draw_spot_checks", "每年抽取监督抽查对象"),
    nightly("01:30", "declarations.write_open_data", "生成开放数据"),
    nightly("02:30", "cultivation.propose_common", "比对新的质量问题，提出共性问题"),
    nightly("03:00", "accounts.clear_sessions", "清理过期的登录会话"),
    nightly("03:05", "exchange.remove_old_exports", "删除到期的导出文件"),
    nightly("03:10", "jobs.remove_old", "清理过时的任务记录"),
    nightly("03:20", "exchange.close_old", "放弃过期未确认的导入"),
    nightly("07:00", "notices.write_digests", "编写每日待办汇总"),
    monthly(1, "02:00", "reports.monthly", "生成上月月报", Missed.EACH),
]

# Files and jobs do not know each other; here they meet.
job("files.remove_expired_uploads")(remove_expired_uploads)
