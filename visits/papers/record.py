"""The sheet of a confirmed record: what was handed in, word for word, and how the enterprise confirmed it."""

from pathlib import Path

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from cultivation.models import Dimension, Problem
from pinzibiao.casework.models import Version
from pinzibiao.lib.papers.pdf import compile_pdf

from ..models import HelpVisit

TEMPLATE = Path(__file__).with_name("record.typ")


def write_record(visit: HelpVisit, version: Version) -> bytes:
    """As ``version`` was frozen; only the photos' times and the confirmation are newer."""
    said = version.content
    signature = getattr(visit, "signature", None)
    data = {
        "number": said["number"],
        "facts": [[label, value or "—"] for label, value in _facts(said)],
        "diagnoses": [[_dimension(one), f"{one['score']} 分", one["finding"]] for one in said["diagnoses"]],
        "problems": [_problem(one) for one in said["problems"]],
        "conclusion": said["conclusion"],
        "photos": [[_clock(one.taken_at), one.file.sha256[:12]] for one in visit.photos.select_related("file")],
        "confirmed": _confirmed(visit, signature),
        "signature": list(_bytes(signature)) if signature else None,
        "handed_in": f"第 {version.number} 版，{version.by_name}于 {_clock(version.at)} 提交",
        "sha256": version.sha256,
    }
    return compile_pdf(TEMPLATE, data)


def _facts(said: dict) -> list[tuple[str, str]]:
    return [
        ("企业", said["enterprise"]["name"]),
        ("统一社会信用代码", said["enterprise"]["uscc"]),
        ("帮扶目的", said["purpose"]),
        ("方式", HelpVisit.Mode(said["mode"]).label),
        ("地点", said["plant"]),
        ("时间", f"{_clock(said['starts_at'])} 至 {_clock(said['ends_at'])}"),
        ("专家", "、".join(f"{one['name']}（{one['unit']}）" for one in said["experts"])),
        ("陪同监管人员", said["regulators"]),
        ("企业参加人员", said["enterprise_people"]),
        ("下次帮扶", said["next_visit_on"]),
    ]


def _dimension(one: dict) -> str:
    return str(Dimension(one["dimension"]).label)


def _problem(one: dict) -> list[str]:
    severity = Problem.Severity(one["severity"]).label
    return [one["number"], one["title"], _dimension(one), str(severity), one["advice"] or "—", one["due_on"] or "—"]


def _confirmed(visit: HelpVisit, signature) -> str:
    if signature:
        return f"{signature.signer}于 {_clock(signature.signed_at)} 现场签字，{signature.witness}见证。"
    return f"{visit.confirmed_by}于 {visit.confirmed_on} 以企业账号确认。"


def _bytes(signature) -> bytes:
    with signature.file.open() as content:
        return content.read()


def _clock(moment) -> str:
    """To the minute, of a moment or of its frozen spelling."""
    found = parse_datetime(moment) if isinstance(moment, str) else moment
    return f"{timezone.localtime(found):%Y-%m-%d %H:%M}" if found else "—"
