"""A record as plain words: what a phone holds, shows, compares and sends; what is stored, told the same way.

Keys are the names of the fields of ``RecordForm``, values are what its inputs hold; ``problems`` is a list of rows.
"""

import hashlib
from datetime import date, datetime

from django.utils import timezone

from cultivation.models import Dimension
from pinzibiao.casework.refusals import Refused
from pinzibiao.casework.versions import canonical

from .forms import MOST_PROBLEMS, RecordForm
from .models import HelpVisit

PLAIN = RecordForm._meta.fields
SAID = tuple(f"{part}_{value}" for value in Dimension.values for part in ("score", "finding"))
NOTED = ("client_id", "title", "dimension", "severity", "advice", "due_on")
LONGEST = 10_000


class BadSheet(Refused):
    """What was sent is no record, or not right yet; ``problems`` holds every sentence."""

    status_code = 422


def sheet_of(visit: HelpVisit) -> dict:
    """The record as it is stored."""
    said = {one.dimension: one for one in visit.diagnoses.all()}
    words = {name: _plain(getattr(visit, name)) for name in PLAIN}
    for value in Dimension.values:
        one = said.get(value)
        words[f"score_{value}"] = str(one.score) if one else ""
        words[f"finding_{value}"] = one.finding if one else ""
    noted = visit.noted_problems.all()
    return words | {"problems": [{name: _plain(getattr(one, name)) for name in NOTED} for one in noted]}


def fingerprint(sheet: dict) -> str:
    """The version of a record: the same words, the same version, in whatever order problems were written down."""
    rows = sorted(sheet["problems"], key=lambda row: row["client_id"])
    return hashlib.sha256(canonical(sheet | {"problems": rows}).encode()).hexdigest()[:32]


def read_sheet(raw) -> dict:
    """What a phone sent, in the shape of ``sheet_of``. Raises ``BadSheet``."""
    if not isinstance(raw, dict) or not isinstance(raw.get("problems"), list):
        raise BadSheet("没有收到完整的记录，请重新打开本页后再同步。")
    if len(raw["problems"]) > MOST_PROBLEMS:
        raise BadSheet(f"问题最多 {MOST_PROBLEMS} 条，请合并后再同步。")
    return _words(raw, (*PLAIN, *SAID)) | {"problems": [_words(row, NOTED) for row in raw["problems"]]}


def form_of(visit: HelpVisit, sheet: dict, *, by) -> RecordForm:
    """The page's own form, filled in with ``sheet``. It cleans into a copy: ``visit`` stays as it is stored."""
    data = {name: value for name, value in sheet.items() if name != "problems"}
    data |= {"problems-TOTAL_FORMS": str(len(sheet["problems"])), "problems-INITIAL_FORMS": "0", "photos": "[]"}
    for number, row in enumerate(sheet["problems"]):
        data |= {f"problems-{number}-{name}": value for name, value in row.items()}
    copy = HelpVisit.objects.select_related("enterprise", "county").get(pk=visit.pk)
    return RecordForm(data, None, instance=copy, by=by)


def _plain(value) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return timezone.localtime(value).strftime("%Y-%m-%dT%H:%M")
        case date():
            return value.isoformat()
    return str(value)


def _words(raw, names) -> dict[str, str]:
    if not isinstance(raw, dict):
        raise BadSheet("没有收到完整的记录，请重新打开本页后再同步。")
    found = {name: raw.get(name) or "" for name in names}
    if not all(isinstance(value, str) and len(value) <= LONGEST for value in found.values()):
        raise BadSheet("没有收到完整的记录，请重新打开本页后再同步。")
    return {name: value.replace("\r\n", "\n").strip() for name, value in found.items()}
