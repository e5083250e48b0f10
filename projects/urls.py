"""Addresses of projects and the programme's indicators, events and stations."""

from django.urls import path

from .views import items, programme, projects

app_name = "projects"
urlpatterns = [
    path("", projects.ProjectList.as_view(), name="list"),
    path("create/", projects.ProjectCreate.as_view(), name="create"),
    path("<int:pk>/", projects.ProjectDetail.as_view(), name="detail"),
    path("<int:pk>/edit/", projects.ProjectEdit.as_view(), name="edit"),
    path("<int:pk>/move/<slug:action>/", projects.ProjectMove.as_view(), name="move"),
    path("<int:pk>/quarters/<int:year>/<int:quarter>/", items.QuarterReport.as_view(), name="quarter"),
    path("<int:pk>/milestones/<int:milestone>/done/", items.MilestoneDone.as_view(), name="milestone_done"),
    path("<int:pk>/items/<slug:item>/create/", items.ItemCreate.as_view(), name="item_create"),
    path("<int:pk>/items/<slug:item>/<int:item_pk>/edit/", items.ItemEdit.as_view(), name="item_edit"),
    path("<int:pk>/items/<slug:item>/<int:item_pk>/delete/", items.ItemDelete.as_view(), name="item_delete"),
    path("events/", programme.EventList.as_view(), name="event_list"),
    path("events/create/", programme.EventCreate.as_view(), name="event_create"),
    path("events/<int:pk>/", programme.EventDetail.as_view(), name="event_detail"),
    path("events/<int:pk>/edit/", programme.EventEdit.as_view(), name="event_edit"),
    path("events/<int:pk>/children/create/", programme.EventChildCreate.as_view(), name="event_child_create"),
    path("indicators/", programme.IndicatorList.as_view(), name="indicator_list"),
    path("stations/", programme.StationList.as_view(), name="station_list"),
    path("stations/create/", programme.StationCreate.as_view(), name="station_create"),
    path("stations/<int:pk>/edit/", programme.StationEdit.as_view(), name="station_edit"),
]
