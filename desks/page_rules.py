"""Who may open each page, for the administrator's table of roles and acts.

The pages themselves decide, each by its scope and ``may``; the permission tests hold this table against them. Moves
of cases are not here: the transition tables print those.
"""

from pinzibiao.accounts.matrix import PUBLIC, declare, rule
from pinzibiao.accounts.models import Role

Kind = Role.Kind
PROVINCE, CITY, COUNTY = Kind.PROVINCE, Kind.CITY, Kind.COUNTY
ENTERPRISE, EXPERT, BODY, AUDITOR = Kind.ENTERPRISE, Kind.EXPERT, Kind.BODY, Kind.AUDITOR
ADMINISTRATOR = Kind.ADMINISTRATOR
REGULATORS = (PROVINCE, CITY, COUNTY)
OFFICE = (*REGULATORS, AUDITOR)
AT_WORK = (*OFFICE, ENTERPRISE, EXPERT, BODY)
OF_ENTERPRISE = (*OFFICE, ENTERPRISE)
BOTH_SIDES = (COUNTY, ENTERPRISE)
HOLDERS = (*REGULATORS, BODY)

# Room, then (page, title, who); without anybody named: every role, each seeing only its own rows.
ROOMS = {
    "工作台与任务": [
        ("desks:home", "待办"),
        ("notices:list", "我的消息"),
        ("notices:mail", "邮件提醒设置"),
        ("jobs:list", "我的任务"),
        ("jobs:detail", "任务详情（仅本人）"),
        ("files:stage", "上传文件"),
        ("exchange:import_list", "导入"),
        ("exchange:import_detail", "导入详情和错误（仅本人；审计可查）"),
        ("exchange:import_start", "导入文件", *REGULATORS, BODY),
        ("exchange:export_list", "我的导出（审计为导出记录）"),
        ("exchange:export_detail", "导出详情（仅本人；审计可查）"),
        ("exchange:views", "我的视图"),
        ("files:serve", "下载文件（随所属事项）"),
    ],
    "企业与标准": [
        ("enterprises:list", "企业库"),
        ("enterprises:detail", "企业详情", *OF_ENTERPRISE, EXPERT, BODY),
        ("enterprises:history", "企业变更记录", *OF_ENTERPRISE),
        ("enterprises:create", "新建企业", COUNTY),
        ("enterprises:edit", "修改企业", COUNTY),
        ("enterprises:rename", "企业更名", COUNTY),
        ("enterprises:move", "迁移企业属地", COUNTY, PROVINCE),
        ("enterprises:merge", "合并重复档案", COUNTY, PROVINCE),
        ("enterprises:contact_edit", "联系人、产品、年度数据、体系认证", *BOTH_SIDES),
        ("enterprises:award_edit", "质量奖、首席质量官、兼营行业", COUNTY),
        ("enterprises:member_list", "企业用户", *OF_ENTERPRISE),
        ("enterprises:member_create", "添加、停用企业用户，重置密码", *BOTH_SIDES),
        ("enterprises:signatory_change", "更换签署人（经办人只能提请属地办理）", *BOTH_SIDES),
        ("enterprises:account_request_new", "企业开户申请", PUBLIC),
        ("enterprises:account_request_list", "开户申请列表"),
        ("enterprises:account_request_detail", "开户申请详情", *OFFICE),
        ("enterprises:product_list", "产品库"),
        ("enterprises:officer_list", "首席质量官"),
        ("enterprises:award_list", "政府质量奖"),
        ("enterprises:system_list", "体系认证"),
        ("enterprises:figure_list", "年度经营数据"),
        ("enterprises:sales_share", "品牌销售占比", *OFFICE),
        ("enterprises:brand_list", "品字标企业"),
        ("enterprises:brand_detail", "品字标企业详情", *OF_ENTERPRISE),
        ("enterprises:certificate_list", "认证证书"),
        ("enterprises:certificate_detail", "认证证书详情", *OF_ENTERPRISE),
        ("enterprises:certificate_create", "登记认证证书", *REGULATORS),
        ("enterprises:certificate_edit", "修改认证证书", *REGULATORS),
        ("enterprises:surveillance_edit", "登记证书年度监督", COUNTY),
        ("enterprises:standard_list", "“浙江制造”标准"),
        ("enterprises:standard_detail", "标准详情", *AT_WORK),
        ("enterprises:publisher_list", "标准发布机构"),
        ("enterprises:publisher_edit", "登记、修改标准发布机构", PROVINCE),
        ("enterprises:standard_create", "登记标准", PROVINCE),
        ("enterprises:stage_create", "登记标准阶段", PROVINCE),
        ("enterprises:standard_edit", "修改标准", PROVINCE),
        ("enterprises:indicator_edit", "登记、修改标准关键指标", PROVINCE),
    ],
    "专家": [
        ("experts:list", "专家库", *OFFICE, BODY),
        ("experts:detail", "专家详情", *OFFICE, BODY, EXPERT),
        ("experts:me", "我的专家档案", EXPERT),
        ("experts:create", "登记专家", PROVINCE, CITY),
        ("experts:edit", "修改专家、开设账号", PROVINCE),
        ("experts:interest_create", "申报利害关系", PROVINCE, EXPERT),
        ("experts:organisation_list", "机构"),
        ("experts:organisation_detail", "机构详情", *AT_WORK),
        ("experts:organisation_edit", "新建、修改机构", PROVINCE),
        ("experts:team_list", "专家团队", *OFFICE, BODY, EXPERT),
        ("experts:team_detail", "团队详情", *OFFICE, BODY, EXPERT),
        ("experts:team_edit", "建立、修改团队和派驻", PROVINCE),
    ],
    "质量项目": [
        ("projects:list", "质量项目"),
        ("projects:detail", "项目详情", *OFFICE, BODY, ENTERPRISE),
        ("projects:create", "新建项目", *REGULATORS),
        ("projects:edit", "修改项目、里程碑、指标和季度进展", *HOLDERS),
        ("projects:event_list", "活动"),
        ("projects:event_detail", "活动详情", *AT_WORK),
        ("projects:event_create", "登记活动", *HOLDERS),
        ("projects:event_edit", "修改活动", *HOLDERS),
        ("projects:indicator_list", "指标与基数"),
        ("projects:station_list", "一站式服务平台"),
        ("projects:station_edit", "登记、修改平台", COUNTY),
    ],
    "培育库与清单": [
        ("cultivation:entry_list", "培育库"),
        ("cultivation:entry_detail", "培育企业详情", *OF_ENTERPRISE, BODY),
        ("cultivation:entry_create", "登记候选企业", COUNTY),
        ("cultivation:entry_edit", "修改培育企业", COUNTY),
        ("cultivation:problem_list", "质量问题"),
        ("cultivation:problem_detail", "质量问题详情", *OF_ENTERPRISE, BODY, EXPERT),
        ("cultivation:problem_create", "提出质量问题", *BOTH_SIDES),
        ("cultivation:problem_edit", "修改质量问题", COUNTY),
        ("cultivation:problem_evidence", "上传佐证材料", *BOTH_SIDES),
        ("cultivation:measure_list", "帮扶措施"),
        ("cultivation:measure_detail", "帮扶措施详情", *OF_ENTERPRISE, BODY),
        ("cultivation:measure_create", "制定措施", COUNTY),
        ("cultivation:measure_edit", "修改措施", COUNTY),
        ("cultivation:benchmark_list", "对标产品"),
        ("cultivation:benchmark_detail", "对标产品详情", *OF_ENTERPRISE, BODY),
        ("cultivation:benchmark_create", "登记对标产品", COUNTY),
        ("cultivation:benchmark_edit", "修改对标产品", COUNTY),
        ("cultivation:plan_list", "标准研制"),
        ("cultivation:plan_detail", "标准研制详情", *OF_ENTERPRISE, BODY),
        ("cultivation:plan_create", "登记标准计划", COUNTY),
        ("cultivation:plan_edit", "修改标准计划", COUNTY),
        ("cultivation:lists", "五张清单和工作簿"),
        ("cultivation:lists_create", "建立年度清单", PROVINCE),
        ("cultivation:list_cell", "在清单上填写、批量填写（按列开放给岗位）", COUNTY),
        ("cultivation:lists_setup", "设置清单的列", PROVINCE),
    ],
    "质量帮扶": [
        ("visits:list", "质量帮扶"),
        ("visits:detail", "帮扶详情", *AT_WORK),
        ("visits:create", "安排帮扶", COUNTY),
        ("visits:edit", "修改安排", COUNTY),
        ("visits:mine", "我的帮扶", EXPERT),
        ("visits:record", "填写帮扶记录", EXPERT),
        ("visits:field", "现场记录（手机离线）", EXPERT),
    ],
    "自我声明": [
        ("declarations:list", "自我声明"),
        ("declarations:handling", "办理时效", *OFFICE),
        ("declarations:checklist", "形式审查核对清单", *OFFICE),
        ("declarations:checklist_edit", "维护核对清单", PROVINCE),
        ("declarations:materials", "申报材料清单", *OFFICE),
        ("declarations:materials_edit", "维护申报材料清单", PROVINCE),
        ("declarations:phrases", "本单位的补正常用语", CITY, COUNTY),
        ("declarations:mark", "形式审查逐项核对", COUNTY),
        ("declarations:remark", "添加、处理批注", *REGULATORS),
        ("declarations:hand_over", "认领、转办、放回（所在岗位）", *REGULATORS),
        ("declarations:detail", "自我声明详情（草稿仅本企业）", *OF_ENTERPRISE, EXPERT),
        ("declarations:version", "提交的版本", *OF_ENTERPRISE, EXPERT),
        ("declarations:receipt", "提交回执（PDF）", *OF_ENTERPRISE),
        ("declarations:compare", "两版对照", *OF_ENTERPRISE, EXPERT),
        ("declarations:create", "新建自我声明（企业经办人）", ENTERPRISE),
        ("declarations:edit", "填报（企业经办人）", ENTERPRISE),
        ("declarations:check", "提交前检查（本企业）", ENTERPRISE),
        ("declarations:batch", "批量公示", PROVINCE, CITY),
        ("declarations:draws", "专家抽取记录", *OF_ENTERPRISE, EXPERT),
        ("declarations:site_check", "填写现场核查记录（指派的专家）", EXPERT),
        ("declarations:renew", "申请续展（企业经办人）", ENTERPRISE),
    ],
    "办理参数": [
        ("casework:settings", "办理参数", ADMINISTRATOR, PROVINCE),
        ("casework:setting", "办理参数沿革", ADMINISTRATOR, PROVINCE),
        ("casework:setting_plan", "安排办理参数的新值", ADMINISTRATOR, PROVINCE),
        ("casework:setting_withdraw", "撤回办理参数的安排", ADMINISTRATOR, PROVINCE),
    ],
    "公众页面": [
        ("public:register", "品字标名录", PUBLIC),
        ("public:map", "名录分布（全省）", PUBLIC),
        ("public:map_city", "名录分布（一个市）", PUBLIC),
        ("public:receipt", "提交回执查验", PUBLIC),
        ("public:authorisation", "授权核验", PUBLIC),
        ("public:verify", "核验授权证书和提交回执", PUBLIC),
        ("public:notice_list", "授权前公示", PUBLIC),
        ("public:notice", "公示详情", PUBLIC),
        ("public:batch", "批量公示名单", PUBLIC),
        ("public:objection", "提出异议", PUBLIC),
        ("public:objection_lookup", "查询异议", PUBLIC),
        ("public:open_data", "开放数据", PUBLIC),
        ("public:open_data_file", "下载开放数据", PUBLIC),
    ],
    "报告": [
        ("reports:list", "进展报告", *OFFICE),
        ("reports:detail", "报告详情和文件", *OFFICE),
        ("reports:create", "生成报告", *REGULATORS),
        ("reports:narrative", "编辑文字", *REGULATORS),
        ("reports:figures", "实时数据", *OFFICE),
        ("reports:rows", "数据背后的记录", *OFFICE),
    ],
}


def declare_all() -> None:
    """Hand the table to the administrator's page. Called when the portal starts."""
    for room, pages in ROOMS.items():
        declare(room, *[rule(*page) for page in pages])
