"""Who may open the home page, the probes, files and jobs."""

from tests.factories.files import PDF, upload
from tests.factories.jobs import JobFactory

from .people import EVERYBODY, rule

COUNTY_OFFICER = ["county_officer"]
RULES = {
    "desks:home": rule(EVERYBODY),
    "health_live": rule(EVERYBODY, public=True),
    "health_ready": rule(EVERYBODY, public=True),
    "files:stage": rule(EVERYBODY, method="POST"),
    # A staged upload and a job belong to one person; nobody above sees them.
    "files:staged": rule(["clerk"]),
    "files:serve": rule([]),
    "jobs:list": rule(EVERYBODY),
    "jobs:detail": rule(COUNTY_OFFICER),
    "jobs:progress": rule(COUNTY_OFFICER),
    "jobs:again": rule(COUNTY_OFFICER, method="POST"),
}


def addresses(cast) -> dict[str, dict]:
    from pinzibiao.files import actions, kinds

    staged = actions.stage_upload(upload(PDF), cast.clerk, groups=kinds.ALL, declared_size=len(PDF))
    job = {"pk": JobFactory(owner_id=cast.county_officer.pk, failed=True).pk}
    return {
        "files:staged": {"pk": staged.pk},
        "files:serve": {"kind": "nobody.knows", "pk": 1, "name": "a.pdf"},
        **{f"jobs:{name}": job for name in ("detail", "progress", "again")},
    }
