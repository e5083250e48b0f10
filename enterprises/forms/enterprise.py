"""The enterprise itself, as its county keeps it."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from pinzibiao.lib.forms import PortalModelForm

from ..codes import clean_uscc, validate_uscc
from ..models import Enterprise
from ..models.enterprise import ALREADY_REGISTERED
from ..rules import refuse_future_day
from ..selectors import is_merged_away
from .choosing import IndustryChoiceField


class UsccField(forms.CharField):
    """A unified social credit code however typed; what is wrong with it is told in one sentence."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "统一社会信用代码")
        kwargs.setdefault("help_text", "18 位，见营业执照。")
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}))
        super().__init__(**kwargs)
        self.validators.append(validate_uscc)

    def to_python(self, value) -> str:
        return clean_uscc(super().to_python(value))


class EnterpriseForm(PortalModelForm):
    """Facts that do not change with the code; the code itself is given once, at the beginning."""

    industry = IndustryChoiceField()

    class Meta:
        model = Enterprise
        fields = (
            "name",
            "industry",
            "scale",
            "is_above_scale",
            "main_product",
            "legal_representative",
            "registered_address",
            "plant_address",
            "established_on",
        )
        help_texts = {
            "name": "与营业执照一致，写全称。企业更名请用企业页面上的“更名”，这里只改错字。",
            "is_above_scale": "规模以上工业企业请勾选。",
        }

    def clean_established_on(self):
        day = self.cleaned_data["established_on"]
        if day:
            refuse_future_day(day)
        return day


class NewEnterpriseForm(EnterpriseForm):
    """The first record of an enterprise, in the county of the officer who makes it."""

    uscc = UsccField()

    class Meta(EnterpriseForm.Meta):
        fields = ("uscc", *EnterpriseForm.Meta.fields)
        help_texts = EnterpriseForm.Meta.help_texts | {"name": "与营业执照一致，写全称。"}

    def __init__(self, *args, county, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.county = county

    def clean_uscc(self) -> str:
        uscc = self.cleaned_data["uscc"]
        if is_merged_away(uscc):
            raise ValidationError(ALREADY_REGISTERED, code="unique")
        return uscc

    def save(self, commit: bool = True):
        """Two officers may register one code in the same second: the second reads why it is refused."""
        try:
            with transaction.atomic():
                return super().save(commit)
        except IntegrityError as clash:
            raise ValidationError(ALREADY_REGISTERED) from clash
