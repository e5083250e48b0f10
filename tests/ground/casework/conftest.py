"""A procedure over a real case (an account request), small enough to show each rule of the engine by itself."""

import pytest

from enterprises.models import AccountRequest
from enterprises.states import AccountRequestStatus as S
from pinzibiao.accounts.models import regulator_desks
from pinzibiao.casework.procedure import PROCEDURES, Procedure
from pinzibiao.casework.workflow import Desk, Workflow, move
from tests.cast import LINPING, uscc

FLOW = Workflow(
    S,
    {S.PENDING: Desk.COUNTY, S.OPENED: Desk.NOBODY, S.REFUSED: Desk.NOBODY},
    move("look", "查看", Desk.COUNTY, S.PENDING),
    move("open", "开户", Desk.COUNTY, S.PENDING, to=S.OPENED, not_by=("look",)),
    move("refuse", "不予开户", Desk.COUNTY, S.PENDING, to=S.REFUSED, needs_comment=True),
    move("lapse", "逾期", Desk.SYSTEM, S.PENDING, to=S.REFUSED),
)


@pytest.fixture
def procedure(monkeypatch):
    """What the engine is shown with: two people, an opinion, a readiness rule and an effect."""
    monkeypatch.setattr("pinzibiao.casework.procedure.PROCEDURES", dict(PROCEDURES))
    effects = []
    made = Procedure(
        "enterprises.accountrequest",
        FLOW,
        sits_at=regulator_desks,
        ready={"open": lambda case, by: [] if case.applicant_name else ["请填写申请人姓名。", "请核对证照。"]},
        effects={"open": lambda case, by, data, event: effects.append((case.pk, by, data, event.action))},
    )
    object.__setattr__(made, "seen_effects", effects)
    return made


@pytest.fixture
def case(stage) -> AccountRequest:
    return make_case()


def make_case(**fields) -> AccountRequest:
    defaults = {
        "uscc": uscc(1),
        "enterprise_name": "浙江临平试验医药有限公司",
        "applicant_name": "赵申请",
        "applicant_mobile": "13800000000",
        "county_id": LINPING,
    }
    return AccountRequest.objects.create(**defaults | fields)
