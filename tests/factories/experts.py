"""Rows of the expert library for tests and for looking at pages."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from experts import actions
from experts.models import Expert, ExpertTeam, Interest, Organisation, TeamAssignment, TeamMember
from experts.states import ExpertStatus
from tests.cast import HANGZHOU, LINPING
from tests.factories.enterprises import EnterpriseFactory


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"浙江第{n}检验研究院")
    kind = Organisation.Kind.TESTING


class ExpertFactory(DjangoModelFactory):
    """An expert who waits for the province: ready to be listed."""

    class Meta:
        model = Expert

    name = factory.Sequence(lambda n: f"专家{n}")
    unit = "浙江省标准化研究院"
    title = "高级工程师"
    birth_year = 1975
    fields = ["technology", "brand"]
    region_id = HANGZHOU
    recommended_by = "杭州市市场监督管理局"


class InterestFactory(DjangoModelFactory):
    class Meta:
        model = Interest

    expert = factory.SubFactory(ExpertFactory)
    enterprise = factory.SubFactory(EnterpriseFactory)
    kind = Interest.Kind.ADVISED
    since = date(2024, 1, 1)


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = ExpertTeam

    name = factory.Sequence(lambda n: f"第{n}专家服务团")
    lead_organisation = factory.SubFactory(OrganisationFactory)
    founded_on = date(2023, 3, 1)


class TeamMemberFactory(DjangoModelFactory):
    class Meta:
        model = TeamMember

    team = factory.SubFactory(TeamFactory)
    expert = factory.SubFactory(ExpertFactory)


class TeamAssignmentFactory(DjangoModelFactory):
    class Meta:
        model = TeamAssignment

    team = factory.SubFactory(TeamFactory)
    region_id = LINPING
    since = date(2023, 3, 1)


# The acts that lead to each status, first to last.
WAY_TO = {
    ExpertStatus.PENDING: [],
    ExpertStatus.LISTED: ["list"],
    ExpertStatus.SUSPENDED: ["list", "suspend"],
    ExpertStatus.REMOVED: ["list", "remove"],
}


def expert_at(status: str, *, province, **fields) -> Expert:
    """An expert walked to ``status`` by the province."""
    expert = ExpertFactory(**fields)
    for action in WAY_TO[ExpertStatus(status)]:
        actions.take(expert, action, by=province, comment="按规定办理")
    return expert
