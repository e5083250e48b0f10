"""Self-checks of the demo: two years told, one with a no; and one that never came."""

from datetime import date, timedelta

from declarations import actions
from declarations.models import Declaration
from declarations.self_checks import questions, years_after
from pinzibiao.files.actions import stage_upload

from .clock import travel
from .pictures import upload

BEFORE = timedelta(days=20)
NOTE = "关键工序更换了注塑设备，已重新确认过程能力并送检，结果符合声明的指标。"
CHANGED = 5


def tell_yearly(case: Declaration, clerk, today: date) -> None:
    """One for each year that has passed; in the last something had changed."""
    case = Declaration.objects.get(pk=case.pk)
    days = [years_after(case.authorisation.valid_from, years) - BEFORE for years in (1, 2)]
    for day in [day for day in days if day < today]:
        with travel(day):
            _tell(case, clerk, day, unmet=CHANGED if day == days[-1] else 0)


def _tell(case: Declaration, clerk, day: date, unmet: int) -> None:
    answers = [
        (question, "no" if number == unmet else "yes", NOTE if number == unmet else "")
        for number, question in enumerate(questions(), start=1)
    ]
    report = {
        "laboratory": "方圆检测集团",
        "report_number": f"ZC-演示-{day:%Y%m}",
        "reported_on": day - timedelta(days=30),
        "files": [stage_upload(upload("检测报告"), clerk)],
    }
    words = "已逐项自查，不符合的一项已制定改进措施。" if unmet else "已逐项自查，全部符合。"
    actions.take(case, "self_check", by=clerk, comment=words, data=report | {"answers": answers})
