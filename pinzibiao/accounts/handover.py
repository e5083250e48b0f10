"""A one-time password on its way from the person who opened the account to the one who will use it.

It is shown once, on a page of its own, to whoever opened the account, in the session in which it was made.
"""

from dataclasses import dataclass

from django.urls import reverse

from . import secrets
from .models import User

SESSION_KEY = "pinzibiao_handover"


@dataclass(frozen=True)
class Handover:
    """What is printed and handed over."""

    user: User
    password: str


def keep(request, user: User, password: str) -> str:
    """Keep the password for the next page; returns that page's address."""
    request.session[SESSION_KEY] = {"user": user.pk, "secret": secrets.encrypt(password)}
    return reverse("accounts:handover")


def take_out(request) -> Handover | None:
    """The password that waits in this session, which then forgets it."""
    kept = request.session.pop(SESSION_KEY, None)
    if kept is None:
        return None
    return Handover(User.objects.get(pk=kept["user"]), secrets.decrypt(kept["secret"]))
