"""Secrets at rest and passwords that are handed over."""

import re

import pytest
from cryptography.fernet import Fernet, InvalidToken

from pinzibiao.accounts.secrets import decrypt, encrypt, one_time_password


def test_what_goes_in_comes_out_and_cannot_be_read_between():
    token = encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in token
    assert decrypt(token) == "JBSWY3DPEHPK3PXP"
    assert encrypt("x") != encrypt("x")


def test_a_key_can_be_replaced(settings):
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.MFA_KEY = [old]
    token = encrypt("secret")
    settings.MFA_KEY = [new, old]
    assert decrypt(token) == "secret"
    settings.MFA_KEY = [new]
    with pytest.raises(InvalidToken):
        decrypt(token)


def test_another_secret_key_reads_nothing(settings):
    token = encrypt("secret")
    settings.SECRET_KEY = "something else entirely"
    with pytest.raises(InvalidToken):
        decrypt(token)


def test_one_time_passwords_can_be_read_out_on_the_telephone():
    found = {one_time_password() for _ in range(200)}
    assert len(found) == 200
    assert all(re.fullmatch(r"([a-hjkmnp-z2-9]{4}-){2}[a-hjkmnp-z2-9]{4}", password) for password in found)
