"""Who may open each page of the reports. The report is a draft of 临平区's bureau."""

from tests.factories.reports import built, report_of, written

from .people import ANY_REGULATOR, REGULATORS, rule

READERS = [*ANY_REGULATOR, "auditor"]
SEES = [*REGULATORS, "auditor"]
# The leader signs; the narrative and its handing in are the office's.
WRITES = ["county_officer", "county_second"]
FILES = ("word", "pdf", "excel")
RULES = {
    "reports:list": rule(READERS, other=403),
    "reports:create": rule(ANY_REGULATOR, other=403),
    "reports:figures": rule(READERS, other=403),
    "reports:rows": rule(READERS, other=403),
    "reports:detail": rule(SEES),
    "reports:narrative": rule(WRITES, seen=SEES),
    "reports:move": rule(WRITES, seen=SEES),
    **{f"files:serve#reports.{kind}": rule(SEES) for kind in FILES},
}


def addresses(cast) -> dict[str, dict]:
    report = written(built(report_of(by=cast.county_officer)), by=cast.county_officer)
    own = {"pk": report.pk}
    return {
        "reports:rows": {"code": "COST_SAVED"},
        "reports:detail": own,
        "reports:narrative": own,
        "reports:move": own | {"action": "submit"},
        **{
            f"files:serve#reports.{kind}": own | {"kind": f"reports.{kind}", "name": getattr(report, kind).name}
            for kind in FILES
        },
    }


def query(name: str, person) -> dict:
    """Everybody asks for the figures of their own place; who has none asks for the whole province."""
    if name != "reports:rows":
        return {}
    place = person.region.pk if person and person.region else "330000"
    return {"region": place, "start": "2026-01-01", "end": "2026-03-31"}
