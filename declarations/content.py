"""A declaration put into words: what is frozen at submission and shown to everyone who reviews it.

``content_of`` gives labels and values, so that a version reads the same in ten years, whatever the forms have
become: ``{"facts": {…}, "indicators": [{…}], "sections": [section], "attachments": [{…}]}`` with
``section = {"key", "title", "facts": [[label, value]], "head": [label], "rows": [[cell]]}``.
"""

from django.utils import timezone

from .benchmarks import frozen
from .models import CorrectionItem, Declaration

Section = CorrectionItem.Section
SECTION_TITLES = {str(one): str(one.label) for one in Section}
ESSENCES = (("design", "精心设计"), ("material", "精良选材"), ("making", "精工制造"), ("service", "精诚服务"))
PROMISES = ("promises_quality", "promises_credit", "promises_truth")


def content_of(case: Declaration) -> dict:
    """Everything that ``case`` declares now."""
    indicators = list(case.indicators.all())
    return {
        "facts": facts_of(case),
        "indicators": [_indicator(row) for row in indicators],
        "sections": [_enterprise(case), _product(case), _indicators(indicators), *(build(case) for build in REST)],
        "attachments": [_attachment(row) for row in _kept(case)],
    }


def facts_of(case: Declaration) -> dict[str, str]:
    """What the public may read of the case, by name."""
    return {
        "enterprise_name": case.enterprise.name,
        "uscc": case.enterprise.uscc,
        "product_name": case.product.name,
        "models_text": case.product.models_text,
        "standard_text": str(case.standard or ""),
        "sub_brand": case.sub_brand,
    }


def _enterprise(case) -> dict:
    one = case.enterprise
    facts = [
        ["企业名称", one.name],
        ["统一社会信用代码", one.uscc],
        ["属地", case.county.name],
        ["注册地址", case.registered_address],
        ["生产地址", case.plant_address],
        ["法定代表人", case.legal_representative],
        ["规模", case.get_scale_display()],
        ["联系人", case.contact_name],
        ["联系电话", case.contact_mobile],
    ]
    return _section(Section.ENTERPRISE, Section.ENTERPRISE.label, facts)


def _product(case) -> dict:
    one = case.product
    facts = [
        ["产品名称", one.name],
        ["型号规格", one.models_text],
        ["产品类别", one.category],
        ["品牌", one.trademark],
        ["商标注册号", one.trademark_no],
        ["器械类别", one.get_device_class_display()],
        ["注册（备案）号", one.licence_no],
        ["子品牌", case.get_sub_brand_display()],
        ["声明的标准", str(case.standard or "")],
        ["标准公开日期", _day(case.standard_public_on)],
    ]
    return _section(Section.PRODUCT, Section.PRODUCT.label, facts)


def _indicators(indicators) -> dict:
    rows = [[i.name, i.required, i.measured, i.unit, i.judgement, i.method] for i in indicators]
    head = ["指标", "标准要求", "实测值", "单位", "对标结果", "试验方法"]
    return _section(Section.INDICATORS, Section.INDICATORS.label, [], head, rows)


def _reports(case) -> dict:
    rows = [[r.laboratory, r.get_mark_display(), r.number, _day(r.reported_on)] for r in case.test_reports.all()]
    return _section(Section.REPORTS, Section.REPORTS.label, [], ["检测机构", "资质", "报告编号", "报告日期"], rows)


def _systems(case) -> dict:
    head = ["体系", "证书编号", "认证机构", "发证日期", "有效期至", "认证范围"]
    rows = [
        [one.get_kind_display(), one.number, one.body, _day(one.issued_on), _day(one.valid_to), one.scope]
        for one in case.systems.all()
    ]
    return _section(Section.SYSTEMS, Section.SYSTEMS.label, [], head, rows)


def _essence(case) -> dict:
    rows = [[label, _score(case, key), getattr(case, f"{key}_text")] for key, label in ESSENCES]
    return _section(Section.ESSENCE, Section.ESSENCE.label, [], ["四精", "自评分（1–10）", "自评说明"], rows)


def _officer(case) -> dict:
    facts = [
        ["首席质量官", case.quality_officer],
        ["职务", case.officer_post],
        ["培训证书编号", case.officer_certificate_no],
        ["培训日期", _day(case.officer_trained_on)],
        ["任命日期", _day(case.officer_appointed_on)],
    ]
    return _section(Section.OFFICER, Section.OFFICER.label, facts)


def _promises(case) -> dict:
    facts = [[promise_text(name), "已承诺" if getattr(case, name) else "未承诺"] for name in PROMISES]
    return _section(Section.PROMISES, Section.PROMISES.label, facts)


REST = (_reports, _systems, _essence, _officer, _promises)


def promise_text(name: str) -> str:
    """The promise in full, as the model words it."""
    return str(Declaration._meta.get_field(name).verbose_name)


def _section(key, title, facts, head=(), rows=()) -> dict:
    return {"key": str(key), "title": str(title), "facts": facts, "head": list(head), "rows": list(rows)}


def _indicator(row) -> dict:
    kept = {"name": row.name, "required": row.required, "measured": row.measured, "unit": row.unit}
    if row.number is not None:
        kept["benchmark"] = frozen(row.asked, row.number)
    return kept


def _kept(case):
    return case.attachments.filter(is_removed=False).select_related("file")


def _attachment(row) -> dict:
    one = row.file
    return {
        "pk": row.pk,
        "kind": row.get_kind_display(),
        "name": one.name,
        "size": one.size,
        "sha256": one.sha256,
        "content_type": one.content_type,
        "uploaded_at": timezone.localtime(one.created_at).strftime("%Y-%m-%d %H:%M"),
    }


def _score(case, key: str) -> str:
    value = getattr(case, f"{key}_score")
    return "" if value is None else str(value)


def _day(value) -> str:
    return value.isoformat() if value else ""
