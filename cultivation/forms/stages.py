"""The stages of a standard plan: for each the day it was planned for and the day it was reached."""

from django import forms

from enterprises.models import Standard
from pinzibiao.lib.forms import PortalForm, prepare_field

from .. import rules
from ..models import StandardPlan


class PlanStagesForm(PortalForm):
    """Two days a stage; those reached follow one another."""

    def __init__(self, *args, instance: StandardPlan, **kwargs):
        self.instance = instance
        known = {row.stage: row for row in instance.stages.all()}
        initial = {
            f"{part}_{stage}": getattr(known[stage], f"{part}_on") for stage in known for part in ("planned", "reached")
        }
        super().__init__(*args, initial=initial, **kwargs)
        for stage in Standard.Stage:
            for part, label in (("planned", "计划日期"), ("reached", "完成日期")):
                field = forms.DateField(label=f"{stage.label}：{label}", required=False)
                prepare_field(field)
                self.fields[f"{part}_{stage.value}"] = field

    def clean(self):
        cleaned = super().clean()
        last, last_label = None, ""
        for stage in Standard.Stage:
            name = f"reached_{stage.value}"
            if not (day := cleaned.get(name)):
                continue
            found = rules.not_future(day, "完成日期")
            found += rules.not_before(day, last, f"{stage.label}的完成日期", f"{last_label}的完成日期")
            for sentence in found:
                self.add_error(name, sentence)
            last, last_label = day, stage.label
        return cleaned

    def days(self) -> dict[str, dict]:
        """``{stage: {"planned_on", "reached_on"}}``."""
        return {
            stage.value: {f"{part}_on": self.cleaned_data[f"{part}_{stage.value}"] for part in ("planned", "reached")}
            for stage in Standard.Stage
        }
