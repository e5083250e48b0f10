"""The letter that announces a visit to the enterprise, as an official paper."""

from django.utils import timezone

from pinzibiao.lib.papers import official
from pinzibiao.lib.papers.pdf import write_pdf

from .models import HelpVisit
from .states import VisitStatus

# Before the experts have accepted nothing is promised.
ANNOUNCED = (
    VisitStatus.PLANNED,
    VisitStatus.RECORDING,
    VisitStatus.TO_CONFIRM,
    VisitStatus.CONFIRMED,
    VisitStatus.RATED,
)


def has_letter(visit: HelpVisit) -> bool:
    return visit.status in ANNOUNCED


def write_letter(visit: HelpVisit) -> bytes:
    """The PDF; of the experts it tells name, unit and title, no telephone."""
    return write_pdf(official.paper("质量帮扶通知书", visit.number, _blocks(visit)))


def _blocks(visit: HelpVisit) -> list[dict]:
    rows = [[one.name, one.unit, one.title or "—"] for one in visit.experts.order_by("name", "id")]
    accompanied = f"陪同监管人员：{visit.regulators}。" if visit.regulators else ""
    return [
        *official.paragraphs(f"{visit.enterprise.name}："),
        *official.paragraphs(
            f"为{visit.purpose}，定于{_words(visit.planned_on)}以{visit.get_mode_display()}方式开展质量帮扶，"
            f"地点：{visit.place or '由双方商定'}。{accompanied}"
        ),
        official.heading("一、帮扶专家"),
        official.table(["姓名", "工作单位", "职称"], rows),
        official.heading("二、请贵单位准备"),
        *official.paragraphs(
            "1．安排熟悉质量、生产、检验的人员参加；\n"
            "2．准备相关标准、工艺文件、检验记录和此前整改材料；\n"
            "3．帮扶后在平台确认记录并评价。"
        ),
        official.heading("三、说明"),
        *official.paragraphs("帮扶不收取任何费用，不评比、不排名。专家与贵单位有利害关系的，请在帮扶前告知我局。"),
        official.closing(f"{visit.county}市场监督管理局", _words(timezone.localdate())),
    ]


def _words(day) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
