"""A policy tool as its bureau writes it down."""

from django import forms

from pinzibiao.lib.forms import PortalModelForm

from ..models import PolicyTool


class PolicyForm(PortalModelForm):
    address = forms.URLField(label="原文网址", max_length=300, required=False, assume_scheme="https")

    class Meta:
        model = PolicyTool
        fields = ("title", "kind", "content", "amount", "document_no", "address", "valid_from", "valid_to")
        widgets = {"content": forms.Textarea(attrs={"rows": 5})}

    def _get_validation_exclusions(self):
        """The place is not asked here, and yet it is part of what may be there only once."""
        return super()._get_validation_exclusions() - {"region"}
