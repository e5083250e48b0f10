"""What ended sessions leave behind is removed, and nobody who works is signed out by it."""

from django.contrib.sessions.models import Session
from django.utils import timezone

from pinzibiao.accounts.tasks import clear_sessions


def test_ended_sessions_go_and_living_ones_stay(sign_in, county_officer, county_second):
    ended, living = sign_in(county_officer), sign_in(county_second)
    Session.objects.filter(pk=ended.session.session_key).update(expire_date=timezone.now())
    clear_sessions(None, lambda percent, text: None)
    assert living.get("/accounts/profile/").status_code == 200
    assert list(Session.objects.values_list("pk", flat=True)) == [living.session.session_key]
