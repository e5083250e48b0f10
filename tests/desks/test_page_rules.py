"""The administrator's table of pages agrees with what the permission matrix proves."""

import importlib
import pkgutil

import pytest
from django.urls import get_resolver

from pinzibiao.accounts import matrix
from pinzibiao.accounts.models import Role
from tests import permissions

# Acts are printed from the transition tables; these are parts of pages, or belong to no role.
ACTS = ("move",)
PARTS = {
    "health_live",
    "health_ready",
    "files:staged",
    "notices:open",
    "notices:read",
    "accounts:session",
    "accounts:session_prolong",
    "declarations:presence",
    "declarations:mark_rest",
    "jobs:progress",
    "jobs:again",
    "enterprises:choose",
    "enterprises:choose_industry",
    "enterprises:choose_standard",
    "enterprises:account_request_received",
    "experts:choose",
    "declarations:section",
    "declarations:attachments",
    "declarations:remove",
    "declarations:take_indicators",
    "declarations:autosave",
    "declarations:site_autosave",
    "public:qr",
}
# They open when the person has a second factor, or has just opened an account: shown in tests/ground/accounts.
BY_OWN_STATE = {
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "accounts:handover",
}
# Pages that are one line of the table with the page named here.
WITH = {
    "enterprises:merge": ("merge",),
    "enterprises:contact_edit": ("contact", "product", "figure", "system"),
    "enterprises:award_edit": ("award", "officer", "industry"),
    "enterprises:stage_create": ("stage",),
    "enterprises:indicator_edit": ("indicator",),
    "enterprises:publisher_edit": ("publisher_create",),
    "enterprises:member_create": ("member",),
    "experts:edit": ("account",),
    "experts:interest_create": ("interest",),
    "visits:field": ("field_",),
    "experts:organisation_edit": ("organisation",),
    "experts:team_edit": ("team", "assignment"),
    "declarations:checklist_edit": ("checklist_create",),
    "declarations:materials_edit": ("materials_create",),
    "declarations:remark": ("resolve_remark",),
    "declarations:phrases": ("phrase_create", "phrase_edit"),
    "declarations:hand_over": ("claim", "release"),
    "projects:edit": ("item", "quarter", "milestone"),
    "projects:event_edit": ("event",),
    "projects:station_edit": ("station",),
    "cultivation:measure_create": ("measure_create",),
    "cultivation:benchmark_create": ("benchmark_create",),
    "cultivation:plan_create": ("plan_create",),
    "cultivation:lists": ("list", "lists"),
    "cultivation:snapshots": ("snapshot_",),
    "exchange:views": ("view_",),
    "exchange:import_start": ("import_new", "template"),
    "exchange:import_detail": ("import_",),
}


def kinds_of(roles: list[str]) -> set[str]:
    """The kinds of the cast's people, by the fixture's name."""
    return {kind for name in roles for key, kind in KINDS if name.startswith(key)}


KINDS = [
    ("province", "province"),
    ("city", "city"),
    ("taizhou", "city"),
    ("county", "county"),
    ("xianju", "county"),
    ("zone", "county"),
    ("clerk", "enterprise"),
    ("signatory", "enterprise"),
    ("other_", "enterprise"),
    ("expert_user", "expert"),
    ("second_expert", "expert"),
    ("third_expert", "expert"),
    ("lead_body", "body"),
    ("auditor", "auditor"),
    ("administrator", "administrator"),
]


def proved() -> dict[str, dict]:
    found = {}
    for module in pkgutil.iter_modules(permissions.__path__):
        if not module.name.startswith("test_"):
            found |= getattr(importlib.import_module(f"tests.permissions.{module.name}"), "RULES", {})
    return found


PROVED = proved()
PRINTED = [rule for rules in matrix.PAGES.values() for rule in rules]


@pytest.mark.parametrize("rule", PRINTED, ids=lambda rule: rule.view_name)
def test_the_printed_kinds_are_those_that_are_let_in(rule):
    tested = [entry for name, entry in PROVED.items() if name.split("#")[0] == rule.view_name]
    assert tested, "no entry in tests/permissions"
    let_in = set().union(*[kinds_of(entry["roles"]) for entry in tested])
    assert any(entry["public"] for entry in tested) == rule.is_public
    # A row of 临平 shows a part of those whom rows of other places let in.
    assert let_in <= rule.kinds
    if not _about_one_row(rule.view_name) and rule.view_name not in BY_OWN_STATE:
        assert let_in == rule.kinds


def test_every_page_is_printed():
    printed = {rule.view_name for rule in PRINTED}
    missing = [name for name in _names() if name not in printed | PARTS and not _is_act(name) and not _goes_with(name)]
    assert missing == []


def test_every_role_is_in_the_key():
    assert {kind for _, kind in KINDS} == set(Role.Kind.values)


def _goes_with(name: str) -> bool:
    room, _, page = name.partition(":")
    return any(key.startswith(f"{room}:") and page.startswith(starts) for key, starts in WITH.items())


def _is_act(name: str) -> bool:
    return name.endswith(ACTS)


def _about_one_row(name: str) -> bool:
    return any("<" in pattern for found, pattern in _walk(get_resolver()) if found == name)


def _names() -> list[str]:
    return [name for name, _ in _walk(get_resolver())]


def _walk(resolver, space="", prefix=""):
    for entry in resolver.url_patterns:
        if hasattr(entry, "url_patterns"):
            below = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _walk(entry, below, prefix + str(entry.pattern))
        elif entry.name:
            yield f"{space}{entry.name}", prefix + str(entry.pattern)
