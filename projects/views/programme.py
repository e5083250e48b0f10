"""Pages of the programme's events, stations and indicators."""

from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy

from desks import scopes
from pinzibiao.accounts.models import Role
from pinzibiao.lib.pages import Button, CreatePage, DetailPage, EditPage, ListPage, Panel

from .. import rules
from ..filters import EventFilter, IndicatorFilter, StationFilter
from ..forms import EventForm, StationForm
from ..models import Indicator, NqiStation, ProgrammeEvent
from ..tables import BaselineTable, EventTable, IndicatorTable, OwnStationTable, StationTable
from .base import link

EVENTS = ("活动", reverse_lazy("projects:event_list"))
STATIONS = ("一站式服务平台", reverse_lazy("projects:station_list"))
HOLDERS = (*Role.REGULATORS, Role.Kind.BODY)


class EventList(ListPage):
    model = ProgrammeEvent
    title = "活动"
    lead = "启动会、授牌授证、经验分享和培训。一场活动可以包含多项子活动。"
    filterset_class = EventFilter
    table_class = EventTable
    export_name = "活动"
    create_url = reverse_lazy("projects:event_create")
    create_label = "登记活动"
    empty_text = "还没有活动。请由监管人员或牵头单位登记。"

    def scope(self, user):
        return scopes.programme_events(user).select_related("parent", "region")

    def may_create(self, user) -> bool:
        return user.kind in HOLDERS


class EventDetail(DetailPage):
    list_title, list_url = EVENTS

    def scope(self, user):
        return scopes.programme_events(user).select_related("parent", "region", "project")

    def subtitle(self) -> str:
        return f"{self.object.get_kind_display()} · {self.object.held_on:%Y-%m-%d}"

    def prepare(self) -> None:
        super().prepare()
        self.may_write = rules.may_write_event(self.request.user, self.object)

    def buttons(self) -> list[Button]:
        if not self.may_write:
            return []
        pk = self.object.pk
        found = [Button("修改", reverse("projects:event_edit", args=[pk]), "pencil", "outline-secondary")]
        if self.object.parent_id is None:
            found.append(
                Button("添加子活动", reverse("projects:event_child_create", args=[pk]), "plus", "outline-primary")
            )
        return found

    def facts(self) -> list[tuple]:
        event = self.object
        # The project is a link only for those who may open it.
        seen = event.project and scopes.projects(self.request.user).filter(pk=event.project_id).first()
        return [
            ("类别", event.get_kind_display()),
            ("日期", event.held_on),
            ("区域", event.region),
            ("地点", event.place),
            ("参加人数（人次）", event.attendance),
            ("所属活动", link(event.parent)),
            ("项目", link(seen) if seen else event.project),
        ]

    def panels(self) -> list[Panel]:
        children = list(self.object.children.select_related("parent", "region").order_by("held_on", "id"))
        found = [Panel("纪要", "projects/_summary.html", context={"words": self.object.summary})]
        if children:
            table = EventTable(children, exclude=("parent", "region"))
            found.append(Panel("子活动", "projects/_table.html", context={"table": table}))
        return found


class EventFormPage:
    form_class = EventForm
    list_title, list_url = EVENTS
    refusal = "活动由举办地监管部门、省局或项目管理机关登记。"

    def form_kwargs(self) -> dict:
        return {"projects": scopes.projects(self.request.user), "place": self.request.user.region}


class EventCreate(EventFormPage, CreatePage):
    title = "登记活动"
    cancel_url = EVENTS[1]

    def may(self, user) -> bool:
        return user.kind in HOLDERS


class EventChildCreate(EventFormPage, CreatePage):
    """A sub-event: its day, place and project begin as those of the event it belongs to."""

    title = "添加子活动"

    def prepare(self) -> None:
        rows = scopes.programme_events(self.request.user).select_related("project", "region")
        self.parent = get_object_or_404(rows.filter(parent=None), pk=self.kwargs["pk"])

    def page_lead(self) -> str:
        return f"所属活动：{self.parent}"

    def may(self, user) -> bool:
        return rules.may_write_event(user, self.parent)

    def form(self, *data):
        same = {name: getattr(self.parent, name) for name in ("held_on", "region", "place", "project")}
        return self.form_class(*data, instance=ProgrammeEvent(parent=self.parent), initial=same, **self.form_kwargs())

    def success_url(self, result) -> str:
        return self.parent.get_absolute_url()


class EventEdit(EventFormPage, EditPage):
    def scope(self, user):
        return scopes.programme_events(user).select_related("project", "region")

    def may(self, user) -> bool:
        return rules.may_write_event(user, self.object)


class StationList(ListPage):
    model = NqiStation
    title = STATIONS[0]
    lead = "质量基础设施“一站式”服务平台（NQI）。"
    filterset_class = StationFilter
    export_name = "一站式服务平台"
    create_url = reverse_lazy("projects:station_create")
    create_label = "登记平台"
    empty_text = "还没有平台。请由县级监管人员登记。"

    @property
    def table_class(self):
        return OwnStationTable if self.request.user.kind == Role.Kind.COUNTY else StationTable

    def scope(self, user):
        return scopes.stations(user).select_related("county", "industry")

    def rows(self, objects: list) -> list:
        place = self.request.user.region
        for row in objects:
            row.edit_url = (
                reverse("projects:station_edit", args=[row.pk]) if place and row.county_id == place.pk else ""
            )
        return objects

    def may_create(self, user) -> bool:
        return user.kind == Role.Kind.COUNTY


class StationCreate(CreatePage):
    title = "登记平台"
    form_class = StationForm
    list_title, list_url = STATIONS
    cancel_url = STATIONS[1]

    def may(self, user) -> bool:
        return user.kind == Role.Kind.COUNTY

    def form(self, *data):
        return self.form_class(*data, instance=NqiStation(county=self.request.user.region))

    def success_url(self, result) -> str:
        return str(STATIONS[1])


class StationEdit(EditPage):
    form_class = StationForm
    list_title, list_url = STATIONS
    cancel_url = STATIONS[1]
    refusal = "平台由属地县级监管人员维护。"

    def scope(self, user):
        return scopes.stations(user)

    def may(self, user) -> bool:
        return user.kind == Role.Kind.COUNTY and user.region.pk == self.object.county_id

    def breadcrumbs(self):
        return [STATIONS, (self.page_title(), None)]

    def success_url(self, result) -> str:
        return str(STATIONS[1])


class IndicatorList(ListPage):
    model = Indicator
    title = "指标与基数"
    lead = "累计数 = 基数 + 基数截止日之后平台记录的数。每个指标按业务日期统计，不按录入时间。"
    filterset_class = IndicatorFilter
    table_class = IndicatorTable
    template_name = "projects/indicator_list.html"
    export_name = "指标"
    empty_text = "还没有指标。请联系系统管理员载入指标定义。"
    per_page = 50

    def scope(self, user):
        return scopes.indicators(user)

    def context(self, **more) -> dict:
        rows = scopes.baselines(self.request.user).select_related("indicator", "region", "industry")
        table = BaselineTable(list(rows.order_by("indicator__position", "region", "-as_of")))
        return super().context(baselines=table, **more)
