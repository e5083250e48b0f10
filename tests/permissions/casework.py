"""Who may open the numbers of the procedure, and change them."""

from datetime import timedelta

from django.utils import timezone

from pinzibiao.casework.models import DatedSetting

from .people import EVERYBODY, PROVINCE, rule

KEEPERS = [*PROVINCE, "administrator"]
KEY = "declarations.notice_days"
RULES = {
    "casework:calendar": rule(EVERYBODY),
    "casework:calendar_year": rule(EVERYBODY),
    "casework:calendar_day": rule(KEEPERS, other=403),
    "casework:calendar_announce": rule(KEEPERS, other=403),
    "casework:settings": rule(KEEPERS, other=403),
    "casework:setting": rule(KEEPERS, other=403),
    "casework:setting_plan": rule(KEEPERS, other=403),
    "casework:setting_withdraw": rule(KEEPERS, other=403),
}


def addresses(cast) -> dict[str, dict]:
    tomorrow = timezone.localdate() + timedelta(days=1)
    row = DatedSetting.objects.create(key=KEY, valid_from=tomorrow, value=7, source="试行")
    one = {"key": KEY}
    next_year = timezone.localdate().year + 1
    return {
        "casework:calendar_year": {"year": next_year},
        "casework:calendar_announce": {"year": next_year},
        "casework:calendar_day": {"day": tomorrow.isoformat()},
        "casework:setting": one,
        "casework:setting_plan": one,
        "casework:setting_withdraw": one | {"pk": row.pk},
    }
