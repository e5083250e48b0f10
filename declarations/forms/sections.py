"""The sections of a declaration, each editable on its own page. A half-filled section is saved: it is a draft."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms import inlineformset_factory
from django.utils import timezone

from enterprises.codes import validate_mobile, validate_name
from enterprises.forms.choosing import StandardChoiceField
from pinzibiao.files.forms import FilesField, UploadsForm
from pinzibiao.lib.forms import PortalForm, PortalModelForm

from ..content import ESSENCES, PROMISES
from ..models import Attachment, CorrectionItem, Declaration, DeclaredIndicator, TestReport

Section = CorrectionItem.Section
MOST_ROWS = 40


class ProductForm(PortalModelForm):
    """Sub-brand, standard, its publication, system certificates."""

    standard = StandardChoiceField(label="声明的标准", required=False)

    class Meta:
        model = Declaration
        fields = ["sub_brand", "standard", "standard_public_on", "system_certificates"]
        help_texts = {
            "standard_public_on": "标准在企业标准信息公共服务平台自我声明公开的日期。",
            "system_certificates": "例如：GB/T 19001，证书编号 00123Q30001R2M，有效期至 2027-05-31。没有请留空。",
        }

    def clean_standard_public_on(self):
        return not_of_the_future(self.cleaned_data["standard_public_on"], "标准公开日期")


class EssenceForm(PortalModelForm):
    """精心设计、精良选材、精工制造、精诚服务: a score and a text each."""

    class Meta:
        model = Declaration
        fields = [f"{key}_{part}" for key, _ in ESSENCES for part in ("score", "text")]
        widgets = {f"{key}_text": forms.Textarea(attrs={"rows": 4}) for key, _ in ESSENCES}


class PromisesForm(PortalModelForm):
    """Whom to call, and what the enterprise promises."""

    class Meta:
        model = Declaration
        fields = ["contact_name", "contact_mobile", "quality_officer", *PROMISES]

    def clean_contact_mobile(self):
        value = self.cleaned_data["contact_mobile"]
        if value:
            validate_mobile(value)
        return value


class RowForm(PortalModelForm):
    """One row of a table: bare inputs, dressed here since crispy draws whole fields only."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            is_select = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if is_select else "form-control"


class IndicatorRow(RowForm):
    class Meta:
        model = DeclaredIndicator
        fields = ["name", "required", "measured", "unit", "method"]

    def clean_name(self):
        validate_name(self.cleaned_data["name"])
        return self.cleaned_data["name"]


class ReportRow(RowForm):
    class Meta:
        model = TestReport
        fields = ["laboratory", "mark", "number", "reported_on"]

    def clean_reported_on(self):
        return not_of_the_future(self.cleaned_data["reported_on"], "报告日期")


class RowsForm(PortalModelForm):
    """A section made of rows: an inline formset that looks like one form to the page."""

    row_form: type[forms.ModelForm]
    row_word = "行"

    class Meta:
        model = Declaration
        fields = []

    def __init__(self, data=None, files=None, *, instance):
        super().__init__(data, files, instance=instance)
        rows = inlineformset_factory(
            Declaration, self.row_form._meta.model, form=self.row_form, extra=2, max_num=MOST_ROWS, validate_max=True
        )
        self.rows = rows(data, instance=instance, prefix="rows")
        self.rows.error_messages["too_many_forms"] = f"最多填写 {MOST_ROWS} 行，请删去一些。"

    def is_valid(self) -> bool:
        is_valid = super().is_valid()
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
        lines = [" ".join(str(bound.value() or "") for bound in row.visible_fields()[:-1]) for row in self.rows.forms]
        return "\n".join(line for line in lines if line.strip()) or "（未填）"

    @property
    def headings(self) -> list[str]:
        return [bound.label for bound in self.rows.empty_form.visible_fields() if bound.name != "DELETE"]


class IndicatorsForm(RowsForm):
    row_form = IndicatorRow
    row_word = "指标"


class ReportsForm(RowsForm):
    row_form = ReportRow
    row_word = "报告"


class AttachmentsForm(UploadsForm, PortalForm):
    """Files of one kind; the page comes back for the next kind."""

    kind = forms.ChoiceField(
        label="类别",
        choices=[choice for choice in Attachment.Kind.choices if choice[0] != Attachment.Kind.RECTIFICATION],
    )
    files = FilesField(label="文件", max_count=10)


def not_of_the_future(day, label: str):
    if day and day > timezone.localdate():
        raise ValidationError(f"「{label}」不能晚于今天，请核对。")
    return day


class CreateForm(PortalForm):
    """Which of the enterprise's own products is declared."""

    product = forms.ModelChoiceField(None, label="产品", empty_label=None, widget=forms.RadioSelect)

    def __init__(self, *args, products, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["product"].queryset = products
        self.fields["product"].label_from_instance = lambda one: f"{one.name} {one.models_text}".strip()


FORMS = {
    Section.PRODUCT: ProductForm,
    Section.INDICATORS: IndicatorsForm,
    Section.REPORTS: ReportsForm,
    Section.ESSENCE: EssenceForm,
    Section.PROMISES: PromisesForm,
}
