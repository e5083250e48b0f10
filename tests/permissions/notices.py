"""Who may open the messages: everybody their own."""

from pinzibiao.notices.models import Message

from .people import EVERYBODY, rule

RULES = {
    "notices:list": rule(EVERYBODY),
    "notices:mail": rule(EVERYBODY),
    "notices:read": rule(EVERYBODY, method="POST"),
    "notices:open": rule(["county_officer"]),
}


def addresses(cast) -> dict[str, dict]:
    row = Message.objects.create(to=cast.county_officer, kind="x", title="一件事", url="/", key="k")
    return {"notices:open": {"pk": row.pk}}
