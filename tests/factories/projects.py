"""Projects and what hangs on them. A status is reached only by walking there."""

from datetime import date

import factory

from pinzibiao.regions.models import Region
from projects import actions
from projects.models import Milestone, NqiStation, ProgrammeEvent, Project

WAY = {
    "draft": (),
    "awaiting_approval": ("submit",),
    "approved": ("submit", "approve"),
    "running": ("submit", "approve", "start"),
    "closed": ("submit", "approve", "start", "close"),
    "refused": ("submit", "refuse"),
    "terminated": ("submit", "approve", "terminate"),
}


class ProjectFactory(factory.django.DjangoModelFactory):
    """A draft of 临平区, complete enough to be handed in: ``ProjectFactory(created_by=officer)``."""

    class Meta:
        model = Project

    title = factory.Sequence(lambda n: f"临平区生物医药产业质量提升项目{n}")
    kind = Project.Kind.IMPROVEMENT
    year = 2026
    office = factory.LazyFunction(lambda: Region.objects.get(pk="330113"))
    summary = "提升产业质量水平。"
    starts_on = date(2026, 1, 1)
    ends_on = date(2026, 12, 31)

    @classmethod
    def _create(cls, model_class, *args, created_by, office, regions=(), **data):
        return actions.create_project(by=created_by, office=office, data=data, regions=regions)


class MilestoneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Milestone

    name = factory.Sequence(lambda n: f"完成第{n}轮调研")
    due_on = date(2026, 6, 30)


class ProgrammeEventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProgrammeEvent

    kind = ProgrammeEvent.Kind.KICK_OFF
    title = factory.Sequence(lambda n: f"启动会{n}")
    held_on = date(2023, 3, 1)
    region_id = "330113"


class NqiStationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = NqiStation

    name = factory.Sequence(lambda n: f"一站式服务平台{n}")
    county_id = "330113"


def walk_project(project: Project, status: str, *, office, province, data=None) -> Project:
    """Take ``project`` from draft to ``status``; ``data`` by action, e.g. ``{"approve": {"approved_on": day}}``."""
    for action in WAY[status]:
        by = province if action in ("approve", "refuse", "terminate") else office
        actions.take(project, action, by=by, comment="同意。", data=(data or {}).get(action))
    return project
