"""At which desk somebody sits who tells of something, whatever it is."""

from pinzibiao.accounts.models import Role
from pinzibiao.casework.workflow import Desk

DESK_OF_KIND = {
    Role.Kind.PROVINCE: Desk.PROVINCE,
    Role.Kind.CITY: Desk.CITY,
    Role.Kind.COUNTY: Desk.COUNTY,
    Role.Kind.BODY: Desk.BODY,
    Role.Kind.EXPERT: Desk.EXPERT,
    Role.Kind.ENTERPRISE: Desk.ENTERPRISE,
}


def raising_desk(user) -> Desk:
    """The desk of the person's role; the system for nobody."""
    return DESK_OF_KIND.get(user.kind, Desk.SYSTEM) if user else Desk.SYSTEM
