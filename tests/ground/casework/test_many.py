"""One act on many cases: the same trail as one by one."""

from enterprises.models import AccountRequest
from pinzibiao.casework.actions import events_of, record
from pinzibiao.casework.many import bring_in, record_many
from pinzibiao.casework.models import Event
from pinzibiao.casework.workflow import Desk
from tests.cast import uscc

from .conftest import make_case

SAME = ("subject_type", "action", "label", "from_status", "to_status", "desk", "by_id", "by_name", "comment", "data")


def test_each_case_has_the_event_that_it_would_have_alone(case, county_officer):
    other = make_case(uscc=uscc(2))
    record(case, "look", "查看", by=county_officer, desk=Desk.COUNTY, comment="100% 核实")
    rows = AccountRequest.objects.filter(pk=other.pk)
    assert record_many(rows, "look", "查看", by=county_officer, desk=Desk.COUNTY, comment="100% 核实") == 1
    alone, among = Event.objects.order_by("id").values_list(*SAME, "county_code")
    assert among == alone
    assert events_of(other).count() == 1


def test_nobody_is_the_system_and_none_is_no_event(case):
    bring_in(AccountRequest.objects.all(), by=None)
    event = events_of(case).get()
    assert (event.action, event.label, event.by_id, event.by_name) == ("bring_in", "导入历史记录", None, "系统")
    assert record_many(AccountRequest.objects.exclude(pk=case.pk), "look", "查看", by=None) == 0
