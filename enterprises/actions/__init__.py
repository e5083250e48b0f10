"""Every act of the registry."""

from .account_requests import PROCEDURE, ask_for_account, take
from .brand import (
    change_certificate,
    end_brand,
    end_expired_brands,
    obtain_brand,
    record_certificate,
    when_brand_obtained,
)
from .members import close_member, invite_member, reopen_member, reset_member_password

__all__ = [
    "PROCEDURE",
    "ask_for_account",
    "change_certificate",
    "close_member",
    "end_brand",
    "end_expired_brands",
    "invite_member",
    "obtain_brand",
    "record_certificate",
    "reopen_member",
    "reset_member_password",
    "take",
    "when_brand_obtained",
]
