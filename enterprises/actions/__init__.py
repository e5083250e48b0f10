"""Every act of the registry."""

from .account_requests import PROCEDURE, ask_for_account, take
from .brand import (
    bring_in_holders,
    end_brand,
    end_expired_brands,
    follow_certificates,
    obtain_brand,
    when_brand_obtained,
)
from .certificates import (
    CERTIFICATE_PROCEDURE,
    bring_in_certificates,
    change_certificate,
    expire_certificates,
    follow_up,
    record_certificate,
    record_surveillance,
)
from .changes import NOT_YOURS_TO_MOVE, NOT_YOURS_TO_RENAME, move_enterprise, rename_enterprise, save_with_names
from .indicators import forget_indicator, keep_indicator
from .members import close_member, invite_member, reopen_member, reset_member_password
from .merging import NOT_YOURS_TO_MERGE, merge_enterprises, register_rules
from .signatories import ask_for_signatory, change_signatory
from .standards import (
    DATED,
    bring_in_standards,
    change_standard,
    enter_stage,
    follow_drafters,
    forget_stage,
    put_in_force,
    register_standard,
    sync_stages,
)

__all__ = [
    "CERTIFICATE_PROCEDURE",
    "DATED",
    "NOT_YOURS_TO_MERGE",
    "NOT_YOURS_TO_MOVE",
    "NOT_YOURS_TO_RENAME",
    "PROCEDURE",
    "ask_for_account",
    "ask_for_signatory",
    "bring_in_certificates",
    "bring_in_holders",
    "bring_in_standards",
    "change_certificate",
    "change_signatory",
    "change_standard",
    "close_member",
    "end_brand",
    "end_expired_brands",
    "enter_stage",
    "expire_certificates",
    "follow_certificates",
    "follow_drafters",
    "follow_up",
    "forget_indicator",
    "forget_stage",
    "invite_member",
    "keep_indicator",
    "merge_enterprises",
    "move_enterprise",
    "obtain_brand",
    "put_in_force",
    "record_certificate",
    "record_surveillance",
    "register_rules",
    "register_standard",
    "rename_enterprise",
    "reopen_member",
    "reset_member_password",
    "save_with_names",
    "sync_stages",
    "take",
    "when_brand_obtained",
]
