"""The demo's certificates of the 认证 route: watched every year, a few of them suspended, revoked or run out."""

from datetime import date, timedelta
from random import Random

from enterprises import actions
from enterprises.models import Certificate, Enterprise, Standard, Surveillance
from enterprises.states import CertificateStatus

from .people import officer

BODY = "方圆标志认证集团浙江有限公司"
# Every so many enterprises: one that is certified, one whose second paper is for another country.
CERTIFIED, ABROAD = 5, 4
COUNTRIES = ("德国", "法国", "韩国")
# At the county of the printed accounts each of these is found once.
DECIDED = (
    ("suspend", 40, "年度监督发现关键指标不合格，认证机构暂停证书。"),
    ("revoke", 90, "暂停期满未完成整改，认证机构撤销证书。"),
    ("cancel", 20, "企业停产该产品，申请注销证书。"),
)


def make_certificates(random: Random, enterprises: list[Enterprise], standards: list[Standard], today: date) -> None:
    """Every fifth enterprise holds one or two certificates (家 and 张 differ); the brand follows them."""
    papers = [
        paper
        for number, one in enumerate(enterprises[2:], 2)
        if number % CERTIFIED == 0
        for paper in _papers(random, number, one, standards, today)
    ]
    made = Certificate.objects.bulk_create(papers)
    actions.follow_up([paper.pk for paper in made], {paper.enterprise_id for paper in made})
    _watch(random, today)


def decide(today: date, place: str = "330113") -> None:
    """What the body decided of three certificates of one county, written down by its officer."""
    live = Certificate.objects.filter(enterprise__county=place, status=CertificateStatus.VALID)
    for case, (action, ago, reason) in zip(live.order_by("issued_on", "pk"), DECIDED, strict=False):
        on = max(case.issued_on + timedelta(days=1), today - timedelta(days=ago))
        actions.CERTIFICATE_PROCEDURE.take(case, action, by=officer(place), comment=reason, data={"on": on})


def _papers(random: Random, number: int, one: Enterprise, standards: list[Standard], today: date) -> list[Certificate]:
    issued = today - timedelta(days=random.randrange(10, 1400))
    return [
        Certificate(
            number=f"ZJM-演示-{number:04d}-{part}",
            enterprise=one,
            standard=random.choice(standards),
            body=BODY,
            rule_no=f"ZJM-{random.randrange(1, 60):03d}-{issued.year}",
            product_name=one.main_product,
            issued_on=issued,
            valid_to=issued + timedelta(days=1095),
            recorded_on=issued + timedelta(days=5),
            status="valid" if issued + timedelta(days=1095) >= today else "expired",
            **_abroad(random, number, part),
        )
        for part in range(1, 2 + number % 2)
    ]


def _abroad(random: Random, number: int, part: int) -> dict:
    if part == 1 or number % ABROAD != 1:
        return {}
    return {"kind": Certificate.Kind.INTERNATIONAL, "country": random.choice(COUNTRIES)}


def _watch(random: Random, today: date) -> None:
    """Most of what fell due was done in time; some is late."""
    done = []
    for row in Surveillance.objects.filter(due_on__lt=today).order_by("pk"):
        if random.randrange(5):
            row.done_on, row.result = row.due_on - timedelta(days=random.randrange(3, 30)), "passed"
            done.append(row)
    Surveillance.objects.bulk_update(done, ["done_on", "result"])
