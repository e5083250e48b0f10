"""Lists of the expert library: what they show and how they are narrowed."""

import django_filters
from django.db.models import Q

from enterprises.models import Industry
from pinzibiao.lib.filters import PortalFilterSet, SearchFilter
from pinzibiao.lib.tables import Column, DateColumn, LinkColumn, NumberColumn, PortalTable, StatusColumn
from pinzibiao.regions.filters import region_choices
from pinzibiao.regions.models import Region

from .models import Expert, ExpertTeam, Field, Organisation
from .states import ExpertStatus


class PlaceFilter(django_filters.ChoiceFilter):
    """Rows whose ``region`` is a place or lies right below it. Everybody chooses among all: the library is one."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "所在地")
        super().__init__(choices=lambda: region_choices(None), **kwargs)

    def filter(self, qs, value):
        return qs.filter(Q(region=value) | Q(region__parent=value)) if value else qs


class ExpertFilter(PortalFilterSet):
    q = SearchFilter("name", "unit", label="姓名或单位")
    field = django_filters.ChoiceFilter(label="专长领域", choices=Field.choices, method="knowing")
    industry = django_filters.ModelChoiceFilter(
        label="熟悉行业", queryset=Industry.objects.filter(level=2, code__startswith="C"), method="of_industry"
    )
    region = PlaceFilter()
    status = django_filters.ChoiceFilter(label="状态", choices=ExpertStatus.choices)

    class Meta:
        model = Expert
        fields = ()

    def knowing(self, qs, name, value):
        return qs.filter(fields__contains=[value])

    def of_industry(self, qs, name, value):
        """Through a subquery, so that an expert with two classes of it comes once."""
        known = Expert.industries.through.objects.filter(industry__code__startswith=value.pk)
        return qs.filter(pk__in=known.values("expert"))


class ExpertTable(PortalTable):
    name = LinkColumn(verbose_name="姓名")
    unit = Column(verbose_name="工作单位")
    title = Column(verbose_name="职称")
    known = Column(accessor="get_fields_display", verbose_name="专长领域", orderable=False)
    region = Column(verbose_name="所在地", order_by="region_id")
    term_to = DateColumn(verbose_name="聘期至")
    status = StatusColumn(verbose_name="状态")


class OrganisationFilter(PortalFilterSet):
    q = SearchFilter("name", "short_name", label="机构名称")
    kind = django_filters.ChoiceFilter(label="类别", choices=Organisation.Kind.choices)
    region = PlaceFilter()

    class Meta:
        model = Organisation
        fields = ()


class OrganisationTable(PortalTable):
    name = LinkColumn(verbose_name="名称")
    short_name = Column(verbose_name="简称")
    kind = Column(accessor="get_kind_display", verbose_name="类别", order_by="kind")
    region = Column(verbose_name="所在地", order_by="region_id")


class TeamFilter(PortalFilterSet):
    q = SearchFilter("name", label="团队名称")
    region = django_filters.ChoiceFilter(label="派驻区域", choices=lambda: region_choices(None), method="sent_to")

    class Meta:
        model = ExpertTeam
        fields = ()

    def sent_to(self, qs, name, value):
        """Teams sent to the place, to what lies right below it, or to what holds it."""
        place = Region.objects.filter(pk=value).first()
        here = Q(assignments__region=value) | Q(assignments__region__parent=value)
        if place and place.parent_id:
            here |= Q(assignments__region=place.parent_id)
        return qs.filter(pk__in=ExpertTeam.objects.filter(here).values("pk"))


class TeamTable(PortalTable):
    name = LinkColumn(verbose_name="名称")
    sponsor = Column(verbose_name="主办单位", order_by="sponsor__name")
    lead_organisation = Column(verbose_name="牵头单位", order_by="lead_organisation__name")
    places = Column(verbose_name="派驻区域", orderable=False, accessor="places")
    member_count = NumberColumn(verbose_name="成员（名）")
    founded_on = DateColumn(verbose_name="成立日期")
