"""The key indicators: the standard's own rows, of which only the measured value is typed, and rows of free text."""

from django import forms
from django.forms import BaseInlineFormSet

from enterprises.codes import validate_name

from ..models import DeclaredIndicator
from ..values import measured_number
from .rows import RowForm, RowsForm

# What the standard's table says is not the enterprise's to change.
OF_THE_TABLE = ("name", "required", "unit", "method")


class IndicatorRow(RowForm):
    is_confirmed = forms.BooleanField(label="已核对", required=False)

    class Meta:
        model = DeclaredIndicator
        fields = ["name", "required", "measured", "unit", "method", "is_confirmed"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["is_confirmed"].widget.attrs["class"] = "form-check-input"
        self.is_of_table = bool(self.instance.direction)
        if self.is_of_table:
            self._close_table()
        else:
            del self.fields["is_confirmed"]

    def _close_table(self) -> None:
        for name in OF_THE_TABLE:
            self.fields[name].disabled = True
        measured = self.fields["measured"]
        measured.required = False
        measured.widget.attrs |= {"inputmode": "decimal", "placeholder": "填数字"}

    def clean_name(self):
        validate_name(self.cleaned_data["name"])
        return self.cleaned_data["name"]

    def clean_measured(self):
        text = self.cleaned_data["measured"]
        return measured_number(text, self.instance.unit) if self.is_of_table else text

    def save(self, commit=True):
        """Another number is another question."""
        if "measured" in self.changed_data:
            self.instance.is_confirmed = False
        return super().save(commit)

    @property
    def questions(self) -> str:
        """The question of a number that stands; what is wrong is told first."""
        return "" if self.errors else self.instance.question


class IndicatorRows(BaseInlineFormSet):
    """A row of the standard's table cannot be deleted: the standard asks for it."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if form.is_of_table:
            del form.fields["DELETE"]


class IndicatorsForm(RowsForm):
    row_form = IndicatorRow
    row_word = "指标"
    rows_class = IndicatorRows
    row_template = "declarations/_indicator_row.html"
    own_headings = ("指标", "标准要求", "实测值", "单位", "试验方法", "对标结果")
