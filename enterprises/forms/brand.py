"""A brand holder of the years before the portal."""

from pinzibiao.lib.forms import PortalModelForm

from ..models import BrandHolder
from ..rules import refuse_future_day
from .choosing import EnterpriseChoiceField


class PastHolderForm(PortalModelForm):
    """What is known of a holder whose papers the portal does not hold. Comes in by Excel alone."""

    enterprise = EnterpriseChoiceField()

    class Meta:
        model = BrandHolder
        fields = ("enterprise", "route", "sub_brand", "first_valid_on", "ended_on")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].user = user
        for name in ("first_valid_on", "ended_on"):
            self.fields[name].validators.append(refuse_future_day)
