"""Who may open each page of declarations. ``roles`` are people of the cast for a case of their own place that lies
where the page makes sense (a draft for the pages that edit, a submitted case else); everybody else reads ``other``:
404 outside the scope, 403 within it at the wrong desk."""

from .enterprises import COUNTY, EVERYBODY, OWN, REGULATORS

READERS = [*REGULATORS, *OWN, "auditor"]
CLERKS = ["clerk", "other_clerk"]


def _rule(roles, other=404, public=False, method="GET"):
    return {"roles": roles, "other": other, "public": public, "method": method}


RULES = {
    # Open for everybody who is signed in: outside the scope the list is empty.
    "declarations:list": _rule(EVERYBODY),
    "declarations:create": _rule(CLERKS, 403),
    "declarations:detail": _rule(READERS),
    "declarations:version": _rule(READERS),
    # A draft is the enterprise's alone: within it the signatory reads 403, everybody else 404.
    "declarations:edit": _rule(["clerk"], 403),
    "declarations:section": _rule(["clerk"], 403),
    "declarations:attachments": _rule(["clerk"], 403),
    "declarations:remove": _rule(["clerk"], 403),
    # Asked with ``accept`` of a submitted case.
    "declarations:move": _rule(COUNTY, 403),
}
