"""The sets of lists a year may begin with. Source: DOMAIN.md section 5 (a default: no public text defines them)."""

from dataclasses import dataclass

from .models import ListDefinition

Source = ListDefinition.Source


@dataclass(frozen=True)
class PresetList:
    """One list: its name, which records, and the names of its projections in order."""

    name: str
    source: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Preset:
    title: str
    lists: tuple[PresetList, ...]


ENTRIES = PresetList(
    "培育企业清单",
    Source.ENTRIES,
    (
        "enterprise.name",
        "enterprise.uscc",
        "county.name",
        "industry",
        "industry_code",
        "scale",
        "main_product",
        "revenue",
        "certificates",
        "quality_officers",
        "awards",
        "intended_route",
        "tier",
        "target_year",
        "responsible_unit",
        "regulator",
        "expert",
        "due_on",
        "entered_on",
        "left_on",
        "leave_reason",
        "status",
    ),
)
BENCHMARKS = PresetList(
    "对标产品清单",
    Source.BENCHMARKS,
    (
        "product.name",
        "product.models",
        "product.category",
        "product.device_class",
        "product.licence_no",
        "product.standard",
        "enterprise.name",
        "county.name",
        "year",
        "benchmark",
        "indicator",
        "unit",
        "now_value",
        "benchmark_value",
        "target_value",
        "reached_value",
        "laboratory",
        "report_no",
        "reported_on",
        "ladder_step_before",
        "ladder_step_after",
        "responsible_unit",
        "responsible_person",
        "due_on",
        "state",
    ),
)
STANDARDS = PresetList(
    "标准研制清单",
    Source.STANDARD_PLANS,
    (
        "title",
        "year",
        "standard",
        "kind",
        "enterprise.name",
        "county.name",
        "technical_body",
        "stage",
        "advanced_indicators",
        "products",
        "planned_on",
        "published_on",
        "responsible_unit",
        "responsible_person",
        "due_on",
        "state",
    ),
)
PROBLEM_KEYS = (
    "number",
    "title",
    "enterprise.name",
    "county.name",
    "source",
    "dimension",
    "is_common",
    "severity",
    "now_value",
    "root_cause",
    "advice",
    "raised_on",
    "responsible_unit",
    "responsible_person",
    "due_on",
    "status",
    "solved_on",
    "verified_by",
    "saving_wan",
    "saving_basis",
)
PROBLEMS = PresetList("质量问题（需求）清单", Source.PROBLEMS, PROBLEM_KEYS)
MEASURES = PresetList(
    "帮扶措施（攻坚）清单",
    Source.MEASURES,
    (
        "number",
        "problems",
        "enterprise.name",
        "county.name",
        "kind",
        "content",
        "responsible_unit",
        "responsible_person",
        "helping_organisation",
        "starts_on",
        "due_on",
        "raised_to_project",
        "effect_before",
        "effect_after",
        "rating",
        "done_on",
        "status",
    ),
)
RESULT_KEYS = (
    "number",
    "title",
    "enterprise.name",
    "county.name",
    "now_value",
    "after_value",
    "saving_wan",
    "saving_kind",
    "saving_basis",
    "responsible_unit",
    "responsible_person",
    "due_on",
    "solved_on",
    "verified_by",
    "status",
)
RESULTS = PresetList("成效清单", Source.RESULTS, RESULT_KEYS)
DUTY_KEYS = (
    "enterprise.name",
    "county.name",
    "number",
    "content",
    "responsible_unit",
    "responsible_person",
    "helping_organisation",
    "due_on",
    "done_on",
    "status",
)

# What an official annex prints of each kind of row: as much as fits across a sheet on its side.
_PRINTED_PROBLEM = (
    "number",
    "title",
    "enterprise.name",
    "source",
    "severity",
    "responsible_unit",
    "responsible_person",
    "due_on",
    "status",
    "solved_on",
    "saving_wan",
)
PRINTED = {
    Source.ENTRIES: (
        "enterprise.name",
        "county.name",
        "industry",
        "main_product",
        "intended_route",
        "tier",
        "target_year",
        "responsible_unit",
        "regulator",
        "due_on",
        "status",
    ),
    Source.BENCHMARKS: (
        "product.name",
        "enterprise.name",
        "benchmark",
        "indicator",
        "unit",
        "now_value",
        "benchmark_value",
        "target_value",
        "reached_value",
        "responsible_person",
        "due_on",
        "state",
    ),
    Source.STANDARD_PLANS: (
        "title",
        "standard",
        "kind",
        "enterprise.name",
        "technical_body",
        "planned_on",
        "published_on",
        "responsible_unit",
        "responsible_person",
        "due_on",
        "state",
    ),
    Source.PROBLEMS: _PRINTED_PROBLEM,
    Source.REQUESTS: _PRINTED_PROBLEM,
    Source.RESULTS: (*_PRINTED_PROBLEM, "after_value"),
    Source.MEASURES: (
        "number",
        "problems",
        "enterprise.name",
        "kind",
        "content",
        "responsible_unit",
        "responsible_person",
        "due_on",
        "effect_after",
        "done_on",
        "status",
    ),
}
PRESETS = {
    "five": Preset("五张清单", (ENTRIES, BENCHMARKS, STANDARDS, PROBLEMS, MEASURES)),
    "duty": Preset(
        "问题需求措施责任成效清单",
        (
            PresetList("问题清单", Source.PROBLEMS, PROBLEM_KEYS),
            PresetList("需求清单", Source.REQUESTS, PROBLEM_KEYS),
            PresetList("措施清单", Source.MEASURES, MEASURES.keys),
            PresetList("责任清单", Source.MEASURES, DUTY_KEYS),
            RESULTS,
        ),
    ),
    "national": Preset(
        "一图谱三清单",
        (
            PresetList("链上企业质量图谱", Source.ENTRIES, ENTRIES.keys),
            PresetList("质量问题清单", Source.PROBLEMS, PROBLEM_KEYS),
            PresetList("质量攻关清单", Source.MEASURES, MEASURES.keys),
            PresetList("攻关成果清单", Source.RESULTS, RESULT_KEYS),
        ),
    ),
}
