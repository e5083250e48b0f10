"""What enterprises ask for, walked to every status by the people whose desk it was."""

from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from enterprises.models import Enterprise
from experts.models import Expert
from visits import actions as visits
from visits import requests
from visits.models import HelpRequest, HelpVisit
from visits.states import RequestStatus

from .people import officer

ASKED = [
    ("灌装工序装量波动，想请专家看在线称重方案", "technology", RequestStatus.ASKED),
    ("供应商来料批次追溯不全，需要指导建台账", "management", RequestStatus.ASKED),
    ("关键计量器具校准计划如何制定", "infrastructure", RequestStatus.DISPATCHED),
    ("产品指标与对标产品差距分析", "brand", RequestStatus.DISPATCHED),
    ("出厂检验项目设置是否充分", "technology", RequestStatus.DONE),
    ("希望代办全部认证手续", "brand", RequestStatus.REFUSED),
    ("新生产线验证方案评审", "technology", RequestStatus.WITHDRAWN),
]


def make_requests(enterprises: list[Enterprise], experts: list[Expert], today: date) -> None:
    """``enterprises`` have members; the first two requests wait for their county."""
    for number, (title, dimension, status) in enumerate(ASKED):
        enterprise = enterprises[number % 2 if number < 4 else number % len(enterprises)]
        request = HelpRequest(
            client_id=UUID(int=number + 1, version=4),
            enterprise=enterprise,
            title=title,
            dimension=dimension,
            wished_on=today if status == RequestStatus.DONE else today + timedelta(days=4 + number),
        )
        requests.ask(request, by=enterprise.members.get(kind="clerk").user)
        _walk(request, status, experts[number % 2])


def _walk(request: HelpRequest, status: str, expert: Expert) -> None:
    county, clerk = officer(request.county_id), request.created_by
    data = {"experts": [expert], "planned_on": request.wished_on, "mode": request.mode, "team": None, "regulators": ""}
    if status in (RequestStatus.DISPATCHED, RequestStatus.DONE):
        requests.take(request, "dispatch", by=county, data=data)
    if status == RequestStatus.DONE:
        _help(request.visits.get(), expert.user, clerk)
    if status == RequestStatus.REFUSED:
        comment = "认证由企业自行委托认证机构办理，可到一站式平台咨询。"
        requests.take(request, "refuse", by=county, comment=comment)
    if status == RequestStatus.WITHDRAWN:
        requests.take(request, "withdraw", by=clerk)


def _help(visit: HelpVisit, expert, clerk) -> None:
    """The visit that answered it, up to the enterprise's confirmation."""
    start = timezone.now().replace(second=0, microsecond=0) - timedelta(hours=3)
    fields = {
        "starts_at": start,
        "ends_at": start + timedelta(hours=2),
        "enterprise_people": "质量部经理",
        "conclusion": "出厂检验项目覆盖所声明标准，建议增加型式试验频次。",
    }
    for action in ("accept", "start"):
        visits.take(visit, action, by=expert)
    diagnoses = {"technology": (4, "检验项目与标准条款逐条对应，型式试验频次偏低。")}
    visits.save_record(visit, visits.Record(fields=fields, diagnoses=diagnoses), by=expert)
    visits.take(visit, "submit_record", by=expert)
    visits.take(visit, "confirm", by=clerk)
