"""The lists of a programme year: how they begin, and their columns."""

from django import forms

from pinzibiao.lib.forms import PortalForm, PortalModelForm

from ..columns import known_columns
from ..models import ListColumn, ListDefinition, ListSet
from ..models.listset import EDITORS
from ..presets import PRESETS
from ..projections import PROJECTIONS

LIKE = "like-"


class ListSetForm(PortalForm):
    """A year and what its lists begin with: a preset, or the lists of another year."""

    year = forms.IntegerField(label="年度", min_value=2014, max_value=2100)
    preset = forms.ChoiceField(label="套表", help_text="沿用往年的，列名、次序、扩展列和填写岗位都照搬，内容不带过来。")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.sets = {f"{LIKE}{one.year}": one for one in ListSet.objects.all()}
        presets = [(key, preset.title) for key, preset in PRESETS.items()]
        self.fields["preset"].choices = [*presets, *((key, f"沿用{one}") for key, one in self.sets.items())]

    def clean_year(self) -> int:
        year = self.cleaned_data["year"]
        if ListSet.objects.filter(year=year).exists():
            raise forms.ValidationError(f"{year} 年的清单已经建立，请直接打开。")
        return year

    def chosen(self) -> dict:
        """``preset`` or ``like``, as ``begin_year`` takes them."""
        key = self.cleaned_data["preset"]
        return {"like": self.sets[key]} if key in self.sets else {"preset": key}


class ListNameForm(PortalModelForm):
    class Meta:
        model = ListDefinition
        fields = ("name",)


class ColumnForm(PortalModelForm):
    """What may be changed in a column: its name, where it shows, who writes it; of an extra one its options too."""

    editors = forms.MultipleChoiceField(
        label="可填写的岗位",
        choices=EDITORS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="各岗位只能填写自己范围内的记录；一个也不选，这一列就只能查看。",
    )

    class Meta:
        model = ListColumn
        fields = ("label", "options", "editors", "is_shown", "is_printed")
        widgets = {"options": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.type != ListColumn.Type.CHOICE:
            del self.fields["options"]
        if self.instance.pk and not self._can_be_written():
            del self.fields["editors"]

    def clean(self):
        cleaned = super().clean()
        kind = cleaned.get("type", self.instance.type)
        if kind == ListColumn.Type.CHOICE and not cleaned.get("options", "").strip():
            self.add_error("options", "选项类型的列请至少写一个选项，每行一个。")
        return cleaned

    def _can_be_written(self) -> bool:
        return any(one.can_be_written for one in known_columns(self.instance.definition) if one.column == self.instance)


class ExtraColumnForm(ColumnForm):
    """A new column of the year."""

    type = forms.ChoiceField(label="类型", choices=ListColumn.Type.choices, help_text="建立以后类型不能再改。")

    class Meta(ColumnForm.Meta):
        fields = ("label", "type", "options", "editors", "is_printed")


class AddColumnForm(PortalForm):
    """One of the values that the records have and the list does not show yet."""

    key = forms.ChoiceField(label="取值")

    def __init__(self, *args, definition: ListDefinition, **kwargs):
        super().__init__(*args, **kwargs)
        used = {column.key for column in definition.columns.all()}
        known = PROJECTIONS[definition.source].items()
        self.fields["key"].choices = [(key, shows.label) for key, shows in known if key not in used]
