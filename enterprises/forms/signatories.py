"""Handing over who signs; asking the county for a new signatory."""

from django import forms

from pinzibiao.lib.forms import PortalForm

from ..codes import validate_mobile, validate_name
from ..models import Member

OPINION = {"rows": 2}


class HandOverForm(PortalForm):
    """Out of the enterprise's own people. The signatory hands over their own; the county says whose."""

    leaving = forms.ModelChoiceField(None, label="原签署人", required=False)
    to = forms.ModelChoiceField(None, label="新签署人", empty_label="请选择", help_text="从本企业在用的经办人中选择。")
    reason = forms.CharField(label="更换原因", max_length=200, widget=forms.Textarea(attrs=OPINION))

    def __init__(self, *args, enterprise, user, **kwargs):
        super().__init__(*args, **kwargs)
        people = enterprise.members.select_related("user")
        signing = people.filter(kind=Member.Kind.SIGNATORY)
        self.fields["to"].queryset = people.filter(kind=Member.Kind.CLERK, user__is_active=True)
        own = signing.filter(user=user).first()
        if own:
            del self.fields["leaving"]
            self.own = own
        else:
            self.own = None
            self.fields["leaving"].queryset = signing
            self.fields["leaving"].required = signing.exists()
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.label_from_instance = lambda one: f"{one.user.name}（{one.user.username}）"

    def clean(self) -> dict:
        cleaned = super().clean()
        return {"leaving": self.own} | cleaned


class AskForSignatoryForm(PortalForm):
    name = forms.CharField(label="新签署人姓名", max_length=40, validators=[validate_name])
    mobile = forms.CharField(
        label="新签署人手机",
        max_length=20,
        validators=[validate_mobile],
        help_text="属地市场监管局按此电话核实身份，并告知账号。",
    )
