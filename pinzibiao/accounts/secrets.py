"""Secrets at rest, and passwords that one person hands to another."""

import secrets

from django.conf import settings

from pinzibiao.lib.sealing import Box

# Letters and digits that cannot be mistaken for each other on paper or on the telephone.
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LENGTH = 3, 4
# ``MFA_KEY`` holds one or several keys, newest first.
BOX = Box(lambda: settings.MFA_KEY, "pinzibiao second factor")


def one_time_password() -> str:
    """``k7mq-w3xt-9hdp``: about 59 bits, to be changed at the first sign-in."""
    return "-".join("".join(secrets.choice(READABLE) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))


def encrypt(text: str) -> str:
    return BOX.seal(text)


def decrypt(token: str) -> str:
    """Raises ``cryptography.fernet.InvalidToken`` when none of the keys made it."""
    return BOX.open(token)
