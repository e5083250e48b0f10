"""What the page of a visit shows of the enterprise's word: how it was given, the sheet, the code."""

from django.urls import reverse

from pinzibiao.files.access import url as file_url
from pinzibiao.lib.pages import Button

from .. import rules
from ..models import HelpVisit

STYLE = "outline-primary"


def words(visit: HelpVisit) -> str:
    """Who confirmed, how and when; nothing before that."""
    if signature := getattr(visit, "signature", None):
        return f"{signature.signer} 现场签字，{signature.witness}见证　{visit.confirmed_on}"
    return f"{visit.confirmed_by}　{visit.confirmed_on}" if visit.confirmed_by else ""


def buttons(user, visit: HelpVisit) -> list[Button]:
    found = []
    if rules.may_show_code(user, visit):
        found.append(Button("出示确认码", reverse("visits:show_code", args=[visit.pk]), "key-round", STYLE))
    if paper := getattr(visit, "paper", None):
        url = file_url("visits.paper", paper.pk, paper.pdf.name)
        found.append(Button("帮扶记录（PDF）", url, "file-text", STYLE))
    return found
