"""The year's spot checks: drawn some weeks ago, one passed, one failed and suspended, the others still to be made."""

from datetime import date, timedelta

from declarations import actions
from declarations.defaults import SPOT_CHECK_MONTH, SPOT_CHECK_PERCENT
from declarations.models import SpotCheck
from declarations.spot_checks import Result, act_of, words_of
from declarations.spot_draws import draw
from pinzibiao.casework.models import DatedSetting

from .clock import travel
from .people import officer

DRAWN, CHECKED = timedelta(days=40), timedelta(days=12)
FOUND = {
    Result.PASSED: "现场查看生产和检验记录，抽样检验合格，标志使用规范。",
    Result.FAILED: "抽样检验的耐久性低于声明的指标，出厂检验记录缺两批。",
}
# So few are authorised in the demo that a tenth of them would be one or two.
PERCENT = 30


def make_spot_checks(today: date) -> None:
    with travel(today - DRAWN):
        DatedSetting.objects.create(
            key=SPOT_CHECK_PERCENT, value=PERCENT, valid_from=date(today.year - 1, 1, 1), source="演示数据"
        )
        DatedSetting.objects.create(
            key=SPOT_CHECK_MONTH, value=1, valid_from=date(today.year - 1, 1, 1), source="演示数据"
        )
        plan = draw(today - DRAWN)
    with travel(today - CHECKED):
        for result, check in zip(FOUND, plan.checks.order_by("pk"), strict=False):
            _record(check, result, today - CHECKED)


def _record(check: SpotCheck, result: Result, day: date) -> None:
    told = {"spot_check": check.pk, "result": result, "checked_on": day, "note": FOUND[result]}
    words = words_of(result, FOUND[result])
    actions.take(check.authorisation.declaration, act_of(result), by=officer("330000"), comment=words, data=told)
