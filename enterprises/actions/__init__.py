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
from .changes import NOT_YOURS_TO_MOVE, NOT_YOURS_TO_RENAME, move_enterprise, rename_enterprise, save_with_names
from .members import close_member, invite_member, reopen_member, reset_member_password
from .merging import NOT_YOURS_TO_MERGE, merge_enterprises, register_rules

__all__ = [
    "CERTIFICATE_PROCEDURE",
    "NOT_YOURS_TO_MERGE",
    "NOT_YOURS_TO_MOVE",
    "NOT_YOURS_TO_RENAME",
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
    "merge_enterprises",
    "move_enterprise",
    "obtain_brand",
    "record_certificate",
    "record_surveillance",
    "register_rules",
    "rename_enterprise",
    "reopen_member",
    "reset_member_password",
    "save_with_names",
    "take",
    "when_brand_obtained",
]
