"""Who may open the pages of accounts. The person whom the administrator's pages are about has no role."""

from django.utils import timezone

from pinzibiao.accounts import stand_ins

from .people import ANY_REGULATOR, EVERYBODY, rule

ADMINISTRATOR = ["administrator"]
READERS = ["administrator", "auditor"]
ACTS = ("edit", "close", "reopen", "password", "second_factor")
RULES = {
    "account_login": rule(EVERYBODY, public=True),
    # Without a session both lead to the sign-in page.
    "account_logout": rule(EVERYBODY),
    "account_inactive": rule(EVERYBODY, public=True),
    "mfa_authenticate": rule(EVERYBODY),
    "account_change_password": rule(EVERYBODY),
    "account_reauthenticate": rule(EVERYBODY),
    "mfa_index": rule(EVERYBODY),
    "mfa_reauthenticate": rule(EVERYBODY),
    "mfa_activate_totp": rule(EVERYBODY),
    "mfa_generate_recovery_codes": rule(EVERYBODY),
    # These exist for those who have a second factor.
    "mfa_deactivate_totp": rule([]),
    "mfa_view_recovery_codes": rule([]),
    "mfa_download_recovery_codes": rule([]),
    "accounts:profile": rule(EVERYBODY),
    "accounts:session": rule(EVERYBODY),
    "accounts:session_prolong": rule(EVERYBODY, method="POST"),
    "accounts:stand_ins": rule([*ANY_REGULATOR, *READERS], other=403),
    "accounts:stand_in_create": rule([*ANY_REGULATOR, *ADMINISTRATOR], other=403),
    "accounts:stand_in_end": rule(["county_officer", "county_second", *ADMINISTRATOR], seen=["auditor"]),
    # Exists once, right after an account was opened.
    "accounts:handover": rule([], other=410),
    "accounts:matrix": rule(READERS, other=403),
    "accounts:users": rule(READERS, other=403),
    "accounts:user": rule(READERS),
    "accounts:user_create": rule(ADMINISTRATOR, other=403),
    **{f"accounts:user_{act}": rule(ADMINISTRATOR, other=403) for act in ACTS},
}


def addresses(cast) -> dict[str, dict]:
    person = {"pk": cast.nobody.pk}
    today = timezone.localdate()
    absence = stand_ins.set_up(cast.county_officer, cast.county_second, today, today, "年休假", by=cast.county_officer)
    own = {"accounts:stand_in_end": {"pk": absence.pk}}
    return {"accounts:user": person, **own, **{f"accounts:user_{act}": person for act in ACTS}}
