"""Text kept encrypted at rest, by Fernet keys of the installation that can be replaced one after another."""

import base64
import hashlib
from collections.abc import Callable

import environ
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

env = environ.Env()


class Box:
    """``keys()`` gives Fernet keys, newest first; without any, one is made from SECRET_KEY and ``label``."""

    def __init__(self, keys: Callable[[], list[str]], label: str):
        self.keys, self.label = keys, label

    def seal(self, text: str) -> str:
        return self._fernet().encrypt(text.encode()).decode()

    def open(self, token: str) -> str:
        """Raises ``cryptography.fernet.InvalidToken`` when none of the keys made it."""
        return self._fernet().decrypt(token.encode()).decode()

    def _fernet(self) -> MultiFernet:
        return MultiFernet([Fernet(key) for key in self.keys() or [self._derived()]])

    def _derived(self) -> bytes:
        secret = f"{self.label}:{settings.SECRET_KEY}"
        return base64.urlsafe_b64encode(hashlib.sha256(secret.encode()).digest())


# Identity numbers and whatever else of people must not lie open in a copy of the database. Listed in README.md.
PEOPLE = Box(lambda: env.list("PERSONAL_DATA_KEY", default=[]), "pinzibiao personal data")
