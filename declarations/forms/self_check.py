"""The yearly self-check, question by question."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from pinzibiao.files.forms import FilesField

from ..models import SelfCheckAnswer
from ..self_checks import facts_for, oldest_report, questions
from ..values import not_of_the_future
from .acts import ActForm

Answer = SelfCheckAnswer.Answer
REPORT = ("laboratory", "report_number", "reported_on", "files")
FILES = 10


class SelfCheckForm(ActForm):
    """Every question is answered; a no is explained. The newest test report comes along."""

    body = "declarations/_self_check_form.html"
    laboratory = forms.CharField(label="检测机构", max_length=80)
    report_number = forms.CharField(label="检测报告编号", max_length=60)
    reported_on = forms.DateField(label="检测报告日期")
    files = FilesField(label="检测报告和其他证明材料", max_count=FILES, camera=True)

    class Media:
        css = {"all": ["css/visits.css"]}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = questions()
        for number, question in enumerate(self.questions, start=1):
            self._ask(number, question)
        self.fields["files"].by = self.user
        self.fields["files"].error_messages["required"] = "请上传最新的检测报告。"
        self.fields["comment"].label = "自查情况和改进措施"
        self.fields["comment"].error_messages["required"] = "请写明自查情况和改进措施。"
        self.fields["reported_on"].help_text = f"应在 {oldest_report(timezone.localdate())} 以后。"
        asked = [f"{name}_{number}" for number, _ in enumerate(self.questions, start=1) for name in ("answer", "note")]
        self.order_fields([*asked, *REPORT, "comment"])

    def _ask(self, number: int, question: str) -> None:
        choice = forms.ChoiceField(label=question, choices=Answer.choices, widget=forms.RadioSelect)
        self.add(f"answer_{number}", choice)
        choice.error_messages["required"] = f"请回答第 {number} 项。"
        note = forms.CharField(
            label=f"第 {number} 项的说明", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
        )
        self.add(f"note_{number}", note)

    @property
    def facts(self) -> list[tuple]:
        return facts_for(self.case)

    def points(self) -> list[tuple]:
        """``(answer, note)`` of each question, for the page."""
        return [(self[f"answer_{number}"], self[f"note_{number}"]) for number, _ in enumerate(self.questions, start=1)]

    def clean_reported_on(self):
        day = not_of_the_future(self.cleaned_data["reported_on"], "检测报告日期")
        if day < (oldest := oldest_report(timezone.localdate())):
            raise ValidationError(f"检测报告早于 {oldest}，请换上最新的检测报告。")
        return day

    def clean(self) -> dict:
        told = super().clean()
        for number, _ in enumerate(self.questions, start=1):
            if told.get(f"answer_{number}") == Answer.NO and not told.get(f"note_{number}"):
                self.add_error(f"note_{number}", f"第 {number} 项回答“否”，请写明情况和改进措施。")
        return told

    def details(self) -> dict:
        told = self.cleaned_data
        answers = [
            (question, told[f"answer_{number}"], told[f"note_{number}"])
            for number, question in enumerate(self.questions, start=1)
        ]
        return {"answers": answers, **{name: told[name] for name in REPORT}}
