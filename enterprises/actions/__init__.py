"""Every act of the registry."""

from .account_requests import PROCEDURE, ask_for_account, take
from .brand import end_brand, end_expired_brands, follow_certificates, obtain_brand, when_brand_obtained
from .certificates import (
    CERTIFICATE_PROCEDURE,
    change_certificate,
    expire_certificates,
    follow_up,
    record_certificate,
    record_surveillance,
)
from .members import close_member, invite_member, reopen_member, reset_member_password

__all__ = [
    "CERTIFICATE_PROCEDURE",
    "PROCEDURE",
    "ask_for_account",
    "change_certificate",
    "close_member",
    "end_brand",
    "end_expired_brands",
    "expire_certificates",
    "follow_certificates",
    "follow_up",
    "invite_member",
    "obtain_brand",
    "record_certificate",
    "record_surveillance",
    "reopen_member",
    "reset_member_password",
    "take",
    "when_brand_obtained",
]
