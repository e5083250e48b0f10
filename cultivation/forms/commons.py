"""What a person says when a common problem is proposed: which cases belong to it, and what it is called."""

from django import forms

from pinzibiao.casework.forms import MoveForm

from ..actions.commons import open_cases
from ..models import CommonCase, CommonProblem

# So many cases are shown one by one; those more alike than all of them go with the decision.
SHOWN = 100


class CasesField(forms.ModelMultipleChoiceField):
    """Cases that do not belong; a line tells what each is and how alike."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, case: CommonCase) -> str:
        problem = case.problem
        place = f"{problem.county.name} {problem.enterprise.name}"
        return f"{problem.title}（{place}，{problem.number}，相似度 {case.similarity:.0%}）"


class CasesForm(MoveForm):
    """Every proposed case goes in but for those that are ticked off."""

    left_out = CasesField(queryset=CommonCase.objects.none(), required=False, label="不属于这个共性问题的个案")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = open_cases(self.case)
        count = rows.count()
        shown = rows.values("pk")[:SHOWN]
        field = self.fields["left_out"]
        field.queryset = (
            CommonCase.objects.filter(pk__in=shown)
            .select_related("problem__county", "problem__enterprise")
            .order_by("similarity", "pk")
        )
        more = f"另有 {count - SHOWN} 个更相似的一并归入。" if count > SHOWN else ""
        field.help_text = (
            f"共 {count} 个个案，最不相似的排在前面；勾选不属于的，其余全部归入。{more}以后不再把勾选的提到这里。"
        )
        self.order_fields([*(name for name in self.fields if name != "comment"), "comment"])


class ConfirmCommonForm(CasesForm):
    title = forms.CharField(label="共性问题名称", max_length=120, help_text="用一句话概括，可以修改。")

    field_order = ["title", "left_out", "comment"]

    def __init__(self, *args, case, **kwargs):
        kwargs["initial"] = {"title": case.title}
        super().__init__(*args, case=case, **kwargs)


class MergeForm(CasesForm):
    target = forms.ModelChoiceField(queryset=CommonProblem.objects.none(), label="并入")

    def __init__(self, *args, targets, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["target"].queryset = targets
        self.order_fields(["target", "left_out", "comment"])


COMMON_FORMS = {"confirm": ConfirmCommonForm, "merge": MergeForm, "add_cases": CasesForm}
