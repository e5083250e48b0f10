"""A kind of message that every person of the tests may receive."""

import pytest

from pinzibiao.accounts.models import Role
from pinzibiao.notices import kinds
from pinzibiao.notices.kinds import Notice


@pytest.fixture(autouse=True)
def kind(monkeypatch):
    """``said`` answers for reminders of ``tests.kind``; a test sets what it gives."""
    monkeypatch.setattr(kinds, "KINDS", {})
    monkeypatch.setattr(kinds, "_resolvers", {})
    said = {}
    resolve = lambda reminder: said.get(reminder.subject_id)  # noqa: E731
    kinds.declare("tests.kind", "试验消息", Role.Kind.COUNTY, Role.Kind.CITY, resolver=resolve)
    kinds.declare("tests.other", "别的消息", Role.Kind.COUNTY)
    return said


@pytest.fixture
def notice(county_officer, kind):
    """The reminder about subject 7 has something to say to the county's officer."""
    kind[7] = Notice([county_officer], "七号事项快到期了", "/seven/")
    return kind[7]
