"""What is not named does not exist."""

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse

LEFT_OUT = [
    "account_signup",
    "account_email",
    "account_set_password",
    "account_reset_password",
    "account_email_verification_sent",
    "account_confirm_login_code",
    "account_signup_by_passkey",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_login_webauthn",
    "mfa_trust",
]


@pytest.mark.parametrize("name", LEFT_OUT)
def test_pages_of_allauth_that_are_not_used_are_not_there(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("path", ["signup/", "email/", "password/reset/", "password/set/", "confirm-email/", ""])
def test_nor_at_their_usual_addresses(administrator, sign_in, path):
    assert sign_in(administrator).get(f"/accounts/{path}").status_code == 404


def test_every_page_of_signing_in_is_known():
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert {name for name in names if name.startswith(("account_", "mfa_"))} == {
        "account_login",
        "account_logout",
        "account_inactive",
        "account_change_password",
        "account_reauthenticate",
        "mfa_index",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
    }
