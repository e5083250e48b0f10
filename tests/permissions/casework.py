"""Who may open the numbers of the procedure, and change them."""

from datetime import timedelta

from django.utils import timezone

from pinzibiao.casework.models import DatedSetting

from .people import PROVINCE, rule

KEEPERS = [*PROVINCE, "administrator"]
KEY = "declarations.notice_days"
RULES = {
    "casework:settings": rule(KEEPERS, other=403),
    "casework:setting": rule(KEEPERS, other=403),
    "casework:setting_plan": rule(KEEPERS, other=403),
    "casework:setting_withdraw": rule(KEEPERS, other=403),
}


def addresses(cast) -> dict[str, dict]:
    tomorrow = timezone.localdate() + timedelta(days=1)
    row = DatedSetting.objects.create(key=KEY, valid_from=tomorrow, value=7, source="试行")
    one = {"key": KEY}
    return {
        "casework:setting": one,
        "casework:setting_plan": one,
        "casework:setting_withdraw": one | {"pk": row.pk},
    }
