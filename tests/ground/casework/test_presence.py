"""Who else has the same part open: by name, for some seconds, and of this part alone."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from pinzibiao.casework.models import Presence
from pinzibiao.casework.presence import here
from tests.factories.enterprises import StandardFactory

pytestmark = pytest.mark.django_db


def test_two_people_see_each_other_while_they_are_there(clerk, signatory):
    case, other = StandardFactory(), StandardFactory()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert here(case, "promises", clerk) == []
        assert here(case, "promises", signatory) == [clerk.name]
        assert here(case, "promises", clerk) == [signatory.name]
        assert here(case, "essence", clerk) == []
        assert here(other, "promises", clerk) == []
        clock.shift(timedelta(seconds=12))
        assert here(case, "promises", clerk) == [signatory.name]
        clock.shift(timedelta(seconds=1))
        assert here(case, "promises", clerk) == []


def test_a_beat_is_one_row_and_goes_after_a_minute(clerk, signatory):
    case = StandardFactory()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(3):
            here(case, "promises", clerk)
        assert Presence.objects.count() == 1
        clock.shift(timedelta(seconds=61))
        here(case, "promises", signatory)
    assert list(Presence.objects.values_list("user_id", flat=True)) == [signatory.pk]
