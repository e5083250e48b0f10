"""Sections made of rows: a table that can be added to, told and saved as one form."""

from django import forms
from django.forms import BaseInlineFormSet, inlineformset_factory

from pinzibiao.lib.forms import PortalModelForm

from ..models import Declaration
from .mending import Mendable

MOST_ROWS = 40


class RowForm(Mendable, PortalModelForm):
    """One row of a table: bare inputs, dressed here since crispy draws whole fields only."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            is_select = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if is_select else "form-control"


class RowsForm(Mendable, PortalModelForm):
    """A section made of rows: an inline formset that looks like one form to the page."""

    row_form: type[forms.ModelForm]
    row_word = "行"
    rows_class = BaseInlineFormSet
    row_template = "declarations/_row.html"
    # Where a row shows more than its fields.
    own_headings: tuple[str, ...] = ()

    class Meta:
        model = Declaration
        fields = []

    def __init__(self, data=None, files=None, *, instance):
        super().__init__(data, files, instance=instance)
        rows = inlineformset_factory(
            Declaration,
            self.row_form._meta.model,
            form=self.row_form,
            formset=self.rows_class,
            extra=2,
            max_num=MOST_ROWS,
            validate_max=True,
        )
        self.rows = rows(data, instance=instance, prefix="rows")
        self.rows.error_messages["too_many_forms"] = f"最多填写 {MOST_ROWS} 行，请删去一些。"
        self.may_add = True

    def restrict(self, opening) -> None:
        """A row is added only where the section as a whole is open."""
        self.may_add = opening.is_whole
        if not self.may_add:
            self.rows.extra = 0
        for row in self.rows.forms:
            row.reasons = opening.reasons("", row.instance.pk)
            row.restrict(opening, row.instance.pk or 0)

    def is_valid(self) -> bool:
        is_valid = super().is_valid()
        if not self.may_add and self.rows.extra_forms:
            self.add_error(None, "本次补正不能增加行，请只修改退回时列明的行。")
            return False
        if self.rows.is_valid():
            return is_valid
        self.add_error(None, "表格中有内容需要改正，请看标红的格子。")
        return False

    def error_list(self) -> list[tuple[str, str, str]]:
        """The page's summary names the row and the cell."""
        found = super().error_list()
        found += [("", "", str(error)) for error in self.rows.non_form_errors()]
        for number, row in enumerate(self.rows.forms, start=1):
            for bound in row:
                label = f"第 {number} 行{bound.label}"
                found += [(bound.id_for_label, label, str(error)) for error in bound.errors]
            found += [("", "", f"第 {number} 行：{error}") for error in row.non_field_errors()]
        return found

    def save(self, commit=True) -> Declaration:
        case = super().save(commit)
        self.rows.save()
        return case

    def summary(self) -> str:
        """The rows as words, for two people who changed them at once."""
        lines = [" ".join(_shown(row)) for row in self.rows.forms]
        return "\n".join(line for line in lines if line.strip()) or "（未填）"

    @property
    def headings(self) -> list[str]:
        fields = [bound.label for bound in self.rows.empty_form.visible_fields() if bound.name != "DELETE"]
        return list(self.own_headings) or fields


def _shown(row) -> list[str]:
    return [str(bound.value() or "") for bound in row.visible_fields() if bound.name != "DELETE"]
