"""Who may open the pages of accounts. The format is that of ``tests/permissions/enterprises.py``.

``accounts:user…`` pages are about a person who has no role, so that nothing of a place or an enterprise decides.
"""

from tests.cast import NAMES

EVERYBODY = list(NAMES)
ADMINISTRATOR = ["administrator"]
READERS = ["administrator", "auditor"]


def _rule(roles, other=404, public=False, method="GET"):
    return {"roles": roles, "other": other, "public": public, "method": method}


RULES = {
    "account_login": _rule(EVERYBODY, public=True),
    "account_logout": _rule(EVERYBODY, public=True),
    "account_inactive": _rule(EVERYBODY, public=True),
    "mfa_authenticate": _rule(EVERYBODY, public=True),
    "account_change_password": _rule(EVERYBODY),
    "account_reauthenticate": _rule(EVERYBODY),
    "mfa_index": _rule(EVERYBODY),
    "mfa_activate_totp": _rule(EVERYBODY),
    # These exist for those who have a second factor.
    "mfa_reauthenticate": _rule([]),
    "mfa_deactivate_totp": _rule([]),
    "mfa_view_recovery_codes": _rule([]),
    "mfa_generate_recovery_codes": _rule(EVERYBODY),
    "mfa_download_recovery_codes": _rule([]),
    "accounts:profile": _rule(EVERYBODY),
    # Exists only right after an account was opened.
    "accounts:handover": _rule([], 410),
    "accounts:matrix": _rule(READERS, 403),
    "accounts:users": _rule(READERS, 403),
    "accounts:user": _rule(READERS, 404),
    "accounts:user_create": _rule(ADMINISTRATOR, 403),
    **{
        f"accounts:user_{act}": _rule(ADMINISTRATOR, 403)
        for act in ("edit", "close", "reopen", "password", "second_factor")
    },
}
