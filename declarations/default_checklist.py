"""The checklist that the portal begins with; the province keeps it from then on. Source: DOMAIN.md section 6."""

from datetime import date

VALID_FROM = date(2021, 1, 1)
# (section, sub-brand or "", what to look at)
ITEMS = (
    ("enterprise", "", "企业名称、统一社会信用代码、地址与营业执照一致，营业执照在有效期内"),
    ("enterprise", "", "地址、规模与营业执照和现状一致，联系人和联系电话明确"),
    ("product", "", "产品名称、型号规格、商标与检测报告和附件一致，属于所选子品牌的范围"),
    ("product", "", "声明的标准现行有效并已公开，公开日期属实"),
    ("product", "made", "属医疗器械的，注册证（备案凭证）在有效期内，与所声明的产品一致"),
    ("product", "farm", "产地和生产主体明确，具备农产品质量安全追溯条件"),
    ("product", "service", "服务项目、服务场所和服务规范明确，与所声明的标准一致"),
    ("indicators", "", "关键指标齐全，单位和试验方法与标准一致，实测值达到标准要求"),
    ("reports", "", "检测报告由具备 CMA 或 CNAS 资质的机构出具，在有效期内"),
    ("reports", "", "检测报告覆盖全部关键指标，数值与填报一致"),
    ("systems", "", "体系认证证书在有效期内，覆盖所声明的产品"),
    ("essence", "", "四精自评各有评分和说明，内容具体，与材料相互印证"),
    ("officer", "", "首席质量官已任命，任命日期和培训证书属实"),
    ("promises", "", "质量、信用、真实性承诺均已作出"),
    ("attachments", "", "附件齐全、清晰、完整，签字盖章扫描件有效"),
)
