"""The sections of a declaration, each editable on its own page. A half-filled section is saved: it is a draft."""

from django import forms

from enterprises.forms.choosing import StandardChoiceField
from pinzibiao.files.forms import FilesField, UploadsForm
from pinzibiao.lib.forms import PortalForm, PortalModelForm

from ..content import ESSENCES, PROMISES
from ..indicators import take_over_table
from ..models import CorrectionItem, Declaration, TestReport
from ..models.material import KINDS
from ..openings import is_wholly_open
from ..values import not_of_the_future, telephone
from .indicators import IndicatorsForm
from .mending import Mendable
from .rows import RowForm, RowsForm

Section = CorrectionItem.Section


class ProductForm(Mendable, PortalModelForm):
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

    def save(self, commit=True) -> Declaration:
        """Another standard brings its own table, where the indicators are open as a whole."""
        case = super().save(commit)
        if "standard" in self.changed_data and is_wholly_open(case, Section.INDICATORS):
            take_over_table(case)
        return case


class EssenceForm(Mendable, PortalModelForm):
    """精心设计、精良选材、精工制造、精诚服务: a score and a text each."""

    class Meta:
        model = Declaration
        fields = [f"{key}_{part}" for key, _ in ESSENCES for part in ("score", "text")]
        widgets = {f"{key}_text": forms.Textarea(attrs={"rows": 4}) for key, _ in ESSENCES}


class PromisesForm(Mendable, PortalModelForm):
    """Whom to call, and what the enterprise promises."""

    class Meta:
        model = Declaration
        fields = ["contact_name", "contact_mobile", "quality_officer", *PROMISES]

    def clean_contact_mobile(self):
        return telephone(self.cleaned_data["contact_mobile"])


class ReportRow(RowForm):
    class Meta:
        model = TestReport
        fields = ["laboratory", "mark", "number", "reported_on"]

    def clean_reported_on(self):
        return not_of_the_future(self.cleaned_data["reported_on"], "报告日期")


class ReportsForm(RowsForm):
    row_form = ReportRow
    row_word = "报告"


class AttachmentsForm(UploadsForm, PortalForm):
    """Files of one kind; the page comes back for the next kind."""

    kind = forms.ChoiceField(label="类别", choices=[(kind.value, kind.label) for kind in KINDS])
    files = FilesField(label="文件", max_count=10, camera=True)

    def __init__(self, *args, opening, **kwargs):
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        kind.choices = [choice for choice in kind.choices if opening.opens(choice[0])]


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
