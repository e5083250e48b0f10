"""The sections of a declaration, each editable on its own page. A half-filled section is saved: it is a draft."""

from django import forms

from enterprises.forms.choosing import StandardChoiceField
from pinzibiao.files.forms import FilesField, UploadsForm
from pinzibiao.lib.forms import PortalForm, PortalModelForm

from ..content import ESSENCES, PROMISES
from ..indicators import take_over_table
from ..models import CorrectionItem, Declaration, DeclaredSystem, TestReport
from ..models.material import KINDS
from ..openings import is_wholly_open
from ..values import not_of_the_future, telephone
from .indicators import IndicatorsForm
from .mending import Mendable
from .rows import RowForm, RowsForm

Section = CorrectionItem.Section


class EnterpriseForm(Mendable, PortalModelForm):
    """Where the enterprise sits and makes the product, how large it is, whom to call about the declaration."""

    class Meta:
        model = Declaration
        fields = [
            "registered_address",
            "plant_address",
            "legal_representative",
            "scale",
            "contact_name",
            "contact_mobile",
        ]
        help_texts = {
            "registered_address": "与营业执照一致。",
            "plant_address": "所声明产品的生产地址；与注册地址相同的也要填写。",
            "contact_mobile": "11 位手机号，或带区号的座机号。",
        }

    def clean_contact_mobile(self):
        return telephone(self.cleaned_data["contact_mobile"])


class ProductForm(Mendable, PortalModelForm):
    """Sub-brand, standard, its publication."""

    standard = StandardChoiceField(label="声明的标准", required=False)

    class Meta:
        model = Declaration
        fields = ["sub_brand", "standard", "standard_public_on"]
        help_texts = {"standard_public_on": "标准在企业标准信息公共服务平台自我声明公开的日期。"}

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


class OfficerForm(Mendable, PortalModelForm):
    """首席质量官: who, trained, appointed."""

    class Meta:
        model = Declaration
        fields = [
            "quality_officer",
            "officer_post",
            "officer_certificate_no",
            "officer_trained_on",
            "officer_appointed_on",
        ]
        help_texts = {
            "quality_officer": "姓名，与任命文件一致。",
            "officer_certificate_no": "首席质量官培训证书的编号。还没有参加培训的，编号和培训日期都留空。",
            "officer_appointed_on": "任命文件上的日期。",
        }

    def clean_officer_trained_on(self):
        return not_of_the_future(self.cleaned_data["officer_trained_on"], "培训日期")

    def clean_officer_appointed_on(self):
        return not_of_the_future(self.cleaned_data["officer_appointed_on"], "任命日期")


class PromisesForm(Mendable, PortalModelForm):
    """What the enterprise promises."""

    class Meta:
        model = Declaration
        fields = [*PROMISES]


class ReportRow(RowForm):
    class Meta:
        model = TestReport
        fields = ["laboratory", "mark", "number", "reported_on"]

    def clean_reported_on(self):
        return not_of_the_future(self.cleaned_data["reported_on"], "报告日期")


class ReportsForm(RowsForm):
    row_form = ReportRow
    row_word = "报告"


class SystemRow(RowForm):
    class Meta:
        model = DeclaredSystem
        fields = ["kind", "number", "body", "issued_on", "valid_to", "scope"]

    def clean_issued_on(self):
        return not_of_the_future(self.cleaned_data["issued_on"], "发证日期")

    def clean(self):
        cleaned = super().clean()
        issued, valid = cleaned.get("issued_on"), cleaned.get("valid_to")
        if issued and valid and valid <= issued:
            self.add_error("valid_to", "「有效期至」必须晚于发证日期，请核对。")
        return cleaned


class SystemsForm(RowsForm):
    row_form = SystemRow
    row_word = "证书"


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
    Section.ENTERPRISE: EnterpriseForm,
    Section.PRODUCT: ProductForm,
    Section.INDICATORS: IndicatorsForm,
    Section.REPORTS: ReportsForm,
    Section.SYSTEMS: SystemsForm,
    Section.ESSENCE: EssenceForm,
    Section.OFFICER: OfficerForm,
    Section.PROMISES: PromisesForm,
}
