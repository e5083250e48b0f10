"""Who is signed in: the person, the role and its place in one query a request."""

from allauth.account.auth_backends import AuthenticationBackend

from .models import User

_brought: dict[str, object] = {}


def bring_along(**columns) -> None:
    """Expressions over a person's row that every page shows; named in ``AppConfig.ready()`` of a room above."""
    _brought.update(columns)


class PortalBackend(AuthenticationBackend):
    """allauth's backend; the row it loads on every request brings what every page asks about."""

    def get_user(self, user_id) -> User | None:
        user = User.objects.select_related("role__region").annotate(**_brought).filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
