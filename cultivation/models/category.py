"""What a problem is about: the four dimensions of a diagnosis and the parts of each. Source: DOMAIN.md section 8."""

from django.db import models


class Dimension(models.TextChoices):
    TECHNOLOGY = "technology", "质量技术"
    MANAGEMENT = "management", "质量管理"
    INFRASTRUCTURE = "infrastructure", "质量基础设施"
    BRAND = "brand", "质量品牌"


class Category(models.TextChoices):
    """One part of a dimension, which stands before the dot."""

    DESIGN = "technology.design", "设计研发"
    MATERIAL = "technology.material", "选材"
    MAKING = "technology.making", "制造"
    TESTING = "technology.testing", "出厂检验检测"
    RELIABILITY = "technology.reliability", "可靠性"
    SYSTEM = "management.system", "体系"
    PROCESS = "management.process", "过程"
    SUPPLY = "management.supply", "供应链"
    PEOPLE = "management.people", "人员"
    TRACING = "management.tracing", "数据追溯"
    COMPLIANCE = "management.compliance", "合规"
    METROLOGY = "infrastructure.metrology", "计量"
    STANDARDS = "infrastructure.standards", "标准"
    ACCREDITATION = "infrastructure.accreditation", "认证认可"
    LABORATORY = "infrastructure.laboratory", "检验检测机构能力"
    BENCHMARKING = "brand.benchmarking", "对标"
    ADVANCEMENT = "brand.advancement", "标准先进性"
    PREPARATION = "brand.preparation", "认证（声明）准备"
    SERVICE = "brand.service", "售后"
    TRADEMARK = "brand.trademark", "商标"

    @property
    def dimension(self) -> Dimension:
        return Dimension(self.value.partition(".")[0])


def grouped_categories() -> list[tuple[str, list[tuple[str, str]]]]:
    """The choices of a form, under the dimension that each belongs to."""
    return [(one.label, [(part.value, part.label) for part in Category if part.dimension == one]) for one in Dimension]
