"""Which rows a person sees. Every view and job asks here; nothing else decides it. Source: DOMAIN.md section 10.

Closed by default: somebody without a role, or of a role not named here, sees nothing.
"""

from .cultivation import (
    benchmark_products,
    common_problems,
    library_entries,
    measures,
    policy_tools,
    problems,
    savings,
    snapshot_rows,
    snapshots,
    standard_plans,
)
from .declarations import (
    declarations,
    notice_batches,
    public_authorisations,
    public_notices,
    public_spot_checks,
    reason_phrases,
    spot_checks,
    spot_plans,
)
from .enterprises import (
    account_requests,
    awards,
    brand_holders,
    certificates,
    enterprises,
    products,
    publishers,
    quality_officers,
    standards,
    system_certificates,
    year_figures,
)
from .experts import experts, organisations, teams
from .office import exports, imports, regions, reports, users
from .projects import baselines, indicators, programme_events, projects, stations
from .visits import help_requests, visits

__all__ = [
    "account_requests",
    "awards",
    "baselines",
    "benchmark_products",
    "brand_holders",
    "certificates",
    "common_problems",
    "declarations",
    "enterprises",
    "experts",
    "exports",
    "help_requests",
    "imports",
    "indicators",
    "library_entries",
    "measures",
    "notice_batches",
    "organisations",
    "policy_tools",
    "problems",
    "products",
    "programme_events",
    "projects",
    "public_authorisations",
    "public_notices",
    "public_spot_checks",
    "publishers",
    "quality_officers",
    "reason_phrases",
    "regions",
    "reports",
    "savings",
    "snapshot_rows",
    "snapshots",
    "spot_checks",
    "spot_plans",
    "standard_plans",
    "standards",
    "stations",
    "system_certificates",
    "teams",
    "users",
    "visits",
    "year_figures",
]
