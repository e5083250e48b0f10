"""Acts on certificates: recorded, mended, suspended and ended as the certification body decided, watched every year."""

from collections.abc import Iterable
from datetime import date

from django.db import connection, transaction
from django.db.models.functions import Greatest
from django.utils import timezone

from pinzibiao.accounts.models import User, regulator_desks
from pinzibiao.casework.actions import record
from pinzibiao.casework.many import bring_in, record_many
from pinzibiao.casework.procedure import Procedure
from pinzibiao.casework.refusals import NotReady, Refused
from pinzibiao.casework.workflow import Desk

from ..models import Certificate, Surveillance, Suspension
from ..states import CERTIFICATE_WORKFLOW, LIVE, CertificateStatus
from .brand import follow_certificates

AT_ONCE = 200
# Surveillance falls due each year after the issue; what fell due before the paper came here, nobody here can know.
DUE = """
    SELECT c.id AS certificate_id, n.year_no, (c.issued_on + make_interval(years => n.year_no))::date AS due_on
    FROM enterprises_certificate c CROSS JOIN generate_series(1, 20) AS n (year_no)
    WHERE c.id = ANY(%(certificates)s)
      AND (c.issued_on + make_interval(years => n.year_no))::date BETWEEN c.recorded_on AND c.valid_to - 1
"""
FORGET_DUE = """
    DELETE FROM enterprises_surveillance s
    WHERE s.certificate_id = ANY(%(certificates)s) AND s.done_on IS NULL
      AND (s.certificate_id, s.year_no, s.due_on) NOT IN (SELECT * FROM (what is due) due)
""".replace("what is due", DUE)
NEW_DUE = """
    INSERT INTO enterprises_surveillance (certificate_id, year_no, due_on, result, note)
    SELECT certificate_id, year_no, due_on, '', '' FROM (what is due) due
    ON CONFLICT (certificate_id, year_no) DO NOTHING
""".replace("what is due", DUE)


@transaction.atomic
def record_certificate(certificate: Certificate, *, by: User | None) -> Certificate:
    """Keep a certificate of the 认证 route (张), its surveillance due, and the brand it gives (家)."""
    certificate.save()
    record(certificate, "record_certificate", "登记证书", by=by, data={"number": certificate.number})
    _bring_up_to_date(certificate)
    return certificate


@transaction.atomic
def change_certificate(certificate: Certificate, *, by: User | None) -> Certificate:
    """Mend a mistyped certificate; what is due and the brand follow its days."""
    certificate.save()
    record(certificate, "change_certificate", "修改证书", by=by, data={"number": certificate.number})
    _bring_up_to_date(certificate)
    return certificate


def follow_up(certificates: Iterable[int], enterprises: Iterable[int]) -> None:
    """What certificates (keys) bring about beside themselves: surveillance due, and the brand of their enterprises."""
    asked = {"certificates": sorted(set(certificates))}
    with connection.cursor() as cursor:
        cursor.execute(FORGET_DUE, asked)
        cursor.execute(NEW_DUE, asked)
    follow_certificates(enterprises)


def expire_certificates(on: date) -> int:
    """The system notes which certificates ran out before ``on``; how many. Each in a transaction of its own."""
    count = 0
    for case in _run_out(on).order_by("pk").iterator(chunk_size=AT_ONCE):
        try:
            take(case, "expire", by=None, data={"on": on})
            count += 1
        except Refused:
            # Somebody ended it, or mended its days, while the night's work went on.
            continue
    return count


def bring_in_certificates(new, changed, *, by: User) -> None:
    """What certificates brought in from a file bring about, for ``pk__in``: their trail, what falls due, the brand."""
    made, mended = Certificate.objects.filter(pk__in=new), Certificate.objects.filter(pk__in=changed)
    told = {"by": by, "desk": Desk(by.kind), "comment": "Excel 导入"}
    record_many(made.filter(status=CertificateStatus.VALID), "record_certificate", "登记证书", **told)
    bring_in(made.exclude(status=CertificateStatus.VALID), **told)
    record_many(mended, "change_certificate", "修改证书", **told)
    for certificate in mended:
        _judge_days(certificate)
    for rows in (made, mended):
        pairs = list(rows.values_list("pk", "enterprise_id"))
        follow_up([pk for pk, _ in pairs], {enterprise for _, enterprise in pairs})


@transaction.atomic
def record_surveillance(row: Surveillance, *, by: User) -> Surveillance:
    """One year's surveillance was done. What it found of the certificate's validity is an act of its own."""
    row.save()
    data = {"due_on": row.due_on.isoformat(), "done_on": row.done_on.isoformat(), "result": row.result}
    record(row.certificate, "record_surveillance", "登记年度监督", by=by, comment=row.note, data=data)
    return row


def _run_out(on: date):
    return Certificate.objects.filter(status__in=LIVE, valid_to__lt=on)


def _bring_up_to_date(certificate: Certificate) -> None:
    _judge_days(certificate)
    follow_up([certificate.pk], [certificate.enterprise_id])


def _judge_days(certificate: Certificate) -> None:
    """The status that its days tell: only the system expires a certificate, or takes that back."""
    today = timezone.localdate()
    if certificate.status in LIVE and certificate.valid_to < today:
        take(certificate, "expire", by=None)
    elif certificate.status == CertificateStatus.EXPIRED and certificate.valid_to >= today:
        take(certificate, "correct", by=None)


def _day_of(case: Certificate, data: dict) -> date:
    """The day on which the body decided. Raises ``NotReady`` for one that cannot be."""
    on = data.get("on")
    last = min(timezone.localdate(), case.valid_to)
    if on is None or not case.issued_on <= on <= last:
        raise NotReady(
            f"决定日期应在发证日期（{case.issued_on:%Y-%m-%d}）与 {last:%Y-%m-%d} 之间，请对照决定文书填写。"
        )
    return on


def _suspend(case: Certificate, *, by, data, event) -> None:
    on = _day_of(case, data)
    latest = case.suspensions.order_by("-ended_on").first()
    if latest and on < latest.ended_on:
        raise NotReady(f"上一次暂停到 {latest.ended_on:%Y-%m-%d} 才恢复，暂停日期不能早于这一天，请核对。")
    Suspension.objects.create(certificate=case, began_on=on, reason=event.comment)
    _note(case, on, event)


def _restore(case: Certificate, *, by, data, event) -> None:
    on = _day_of(case, data)
    _end_suspension(case, on)
    _note(case, on, event)


def _end(case: Certificate, *, by, data, event) -> None:
    """Revoked or cancelled: from that day on the paper is worth nothing."""
    case.ended_on = _day_of(case, data)
    _end_suspension(case, case.ended_on)
    case.save(update_fields=["ended_on"])
    _note(case, case.ended_on, event)


def _expire(case: Certificate, *, by, data, event) -> None:
    if case.valid_to >= (data.get("on") or timezone.localdate()):
        raise NotReady("有效期未过，不能按到期办理。")
    case.suspensions.filter(ended_on=None).update(ended_on=Greatest("began_on", case.valid_to))


def _end_suspension(case: Certificate, on: date) -> None:
    running = case.suspensions.filter(ended_on=None)
    if late := running.filter(began_on__gt=on).first():
        raise NotReady(f"证书自 {late.began_on:%Y-%m-%d} 起暂停，决定日期不能早于这一天，请核对。")
    running.update(ended_on=on)


def _note(case: Certificate, on: date, event) -> None:
    event.data = {"on": on.isoformat()}
    follow_certificates([case.enterprise_id])


CERTIFICATE_PROCEDURE = Procedure(
    model="enterprises.certificate",
    workflow=CERTIFICATE_WORKFLOW,
    sits_at=regulator_desks,
    effects={"suspend": _suspend, "restore": _restore, "revoke": _end, "cancel": _end, "expire": _expire},
)
take = CERTIFICATE_PROCEDURE.take
