"""The first step of rows that need an enterprise before anything else can be offered."""

from enterprises.forms import EnterpriseChoiceField
from pinzibiao.lib.forms import PortalForm


class ChooseEnterpriseForm(PortalForm):
    """Which enterprise; its products and problems are offered on the next page."""

    enterprise = EnterpriseChoiceField()

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].user = user
