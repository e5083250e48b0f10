"""What hangs on a project and is written with it: one set of pages serves all."""

from dataclasses import dataclass

from .forms import MemberForm, MilestoneForm, PilotTargetForm, TargetForm
from .models import IndicatorTarget, Milestone, PilotTarget, ProjectMember


@dataclass(frozen=True)
class Item:
    label: str
    model: type
    form: type
    anchor: str


ITEMS = {
    "member": Item("项目成员", ProjectMember, MemberForm, "members"),
    "milestone": Item("里程碑", Milestone, MilestoneForm, "milestones"),
    "pilot": Item("试点对象", PilotTarget, PilotTargetForm, "pilots"),
    "target": Item("指标目标", IndicatorTarget, TargetForm, "targets"),
}
