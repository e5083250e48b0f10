"""Signing in as a person does it: with the form."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.cast import PASSWORD


@pytest.fixture(autouse=True)
def fresh_limits():
    """Limits on guessing codes are kept in the process's memory; each test begins without any."""
    cache.clear()


@pytest.fixture
def type_in(stage):
    """``type_in(username, password) -> (client, response)`` of the sign-in form."""

    def sign_in(username: str, password: str = PASSWORD, client: Client | None = None, **more):
        client = client or Client()
        return client, client.post("/accounts/login/", {"login": username, "password": password, **more})

    return sign_in


@pytest.fixture
def set_up_totp(sign_in):
    """``set_up_totp(person) -> secret``: the person activates the second factor on the page."""

    def activate(person) -> str:
        client = sign_in(person)
        client.get("/accounts/second-factor/activate/")
        secret = client.session["mfa.totp.secret"]
        client.post("/accounts/second-factor/activate/", {"code": code_of(secret)})
        return secret

    return activate


def code_of(secret: str) -> str:
    """What the telephone shows now."""
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


@pytest.fixture
def time_machine_later():
    """``with time_machine_later(minutes=10): …``"""

    def later(**delta):
        return time_machine.travel(timezone.now() + timedelta(**delta), tick=True)

    return later
