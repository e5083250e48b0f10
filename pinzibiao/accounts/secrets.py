"""Secrets at rest, and passwords that one person hands to another."""

import base64
import hashlib
import secrets

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

# Letters and digits that cannot be mistaken for each other on paper or on the telephone.
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LENGTH = 3, 4


def one_time_password() -> str:
    """``k7mq-w3xt-9hdp``: about 59 bits, to be changed at the first sign-in."""
    return "-".join("".join(secrets.choice(READABLE) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))


def encrypt(text: str) -> str:
    return _box().encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """Raises ``cryptography.fernet.InvalidToken`` when none of the keys made it."""
    return _box().decrypt(token.encode()).decode()


def _box() -> MultiFernet:
    """``MFA_KEY`` holds one or several keys, newest first, so that a key can be replaced; else one of SECRET_KEY."""
    keys = settings.MFA_KEY or [_derived(settings.SECRET_KEY)]
    return MultiFernet([Fernet(key) for key in keys])


def _derived(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"pinzibiao second factor:" + secret.encode()).digest())
