"""The public pages: open for everybody, signed in or not."""

from .enterprises import EVERYBODY


def _rule(roles, other=404, public=True, method="GET"):
    return {"roles": roles, "other": other, "public": public, "method": method}


RULES = {
    name: _rule(EVERYBODY)
    for name in (
        "public:register",
        "public:authorisation",
        "public:qr",
        "public:notice_list",
        "public:notice",
        "public:objection",
    )
}
