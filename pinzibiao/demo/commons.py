"""Common problems of the demo: proposed from its problems as every night does, some decided by their bureaus."""

from cultivation.actions import COMMON_PROCEDURE
from cultivation.actions.proposing import divisions_to_compare, propose
from cultivation.models import CommonProblem

from .people import officer

# Every second one is decided; the others wait on their bureaus' lists.
ACTS = ["confirm", "", "refuse", ""]


def make_commons() -> None:
    for industry in divisions_to_compare():
        propose(industry)
    for number, common in enumerate(CommonProblem.objects.order_by("pk")):
        if action := ACTS[number % len(ACTS)]:
            COMMON_PROCEDURE.take(common, action, by=officer(common.region_id), comment="各企业原因相近，核实后研判。")
