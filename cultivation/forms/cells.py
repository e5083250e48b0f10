"""The form of one cell: a field of the record's own form, or the value of an extra column."""

from functools import partial

from django import forms

from pinzibiao.lib.forms import PortalForm, prepare_field

from ..columns import OWNER_OF, ShownColumn, value_field
from ..models import ListColumn, ListDefinition, ListValue
from .rows import BenchmarkForm, EntryForm, MeasureForm, PlanForm, ProblemForm

Source, Type = ListDefinition.Source, ListColumn.Type
FORM_OF = {
    Source.ENTRIES: EntryForm,
    Source.BENCHMARKS: BenchmarkForm,
    Source.STANDARD_PLANS: PlanForm,
    Source.PROBLEMS: ProblemForm,
    Source.REQUESTS: ProblemForm,
    Source.RESULTS: ProblemForm,
    Source.MEASURES: MeasureForm,
}
YES_NO = [("", "（未填）"), ("是", "是"), ("否", "否")]


class OneField:
    """Mixin of a record's form that asks only one of its fields; its rules see the record's values for the others."""

    def __init__(self, *args, only: str, **kwargs):
        super().__init__(*args, **kwargs)
        for name in [name for name in self.fields if name != only]:
            del self.fields[name]

    def clean(self):
        asked = self.cleaned_data
        self.cleaned_data = self._as_stored() | asked
        super().clean()
        self.cleaned_data = {name: self.cleaned_data[name] for name in asked if name in self.cleaned_data}
        return self.cleaned_data

    def add_error(self, field, error):
        super().add_error(field if field in self.fields else None, error)

    def _as_stored(self) -> dict:
        fields = (self._meta.model._meta.get_field(name) for name in self._meta.fields)
        return {field.name: getattr(self.instance, field.name) for field in fields if not field.many_to_many}


class ExtraForm(PortalForm):
    """The value of an extra column for one row."""

    def __init__(self, *args, instance, column: ListColumn, owner: str, **kwargs):
        self.instance, self.column, self.owner = instance, column, owner
        found = ListValue.objects.filter(**self._place()).first()
        super().__init__(*args, initial={"value": getattr(found, value_field(column)) if found else None}, **kwargs)
        self.fields["value"] = extra_field(column)
        prepare_field(self.fields["value"])

    def save(self):
        kept = {value_field(self.column): self.cleaned_data["value"]}
        ListValue.objects.update_or_create(**self._place(), defaults=kept)
        return self.instance

    def _place(self) -> dict:
        return {"column": self.column, self.owner: self.instance}


def extra_field(column: ListColumn) -> forms.Field:
    """The field of an extra column's type; a cell may always be empty."""
    told = {"label": column.label, "required": False}
    match column.type:
        case Type.NUMBER:
            return forms.DecimalField(max_digits=18, decimal_places=4, **told)
        case Type.DAY:
            return forms.DateField(**told)
        case Type.YES_NO:
            return forms.ChoiceField(choices=YES_NO, **told)
        case Type.CHOICE:
            return forms.ChoiceField(choices=[("", "（未填）"), *((one, one) for one in column.option_list())], **told)
        case Type.LONG:
            return forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), **told)
    return forms.CharField(max_length=200, **told)


def cell_form(one: ShownColumn, source: str):
    """``form(*data, instance=row)`` of one cell."""
    if one.column.is_extra:
        return partial(ExtraForm, column=one.column, owner=OWNER_OF[source])
    form_class = FORM_OF[source]
    made = type(f"One{form_class.__name__}", (OneField, form_class), {"__module__": __name__})
    return partial(made, only=one.shows.field)
