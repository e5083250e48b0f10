from django.urls import path

from pinzibiao.lib.passive import passive

from .views import calendar, code, coverage, field, letters, matching, record, remarks, requests, shell, visits

app_name = "visits"
urlpatterns = [
    path("", visits.VisitList.as_view(), name="list"),
    path("mine/", visits.MyVisits.as_view(), name="mine"),
    path("match/", matching.Matching.as_view(), name="match"),
    path("requests/", requests.RequestList.as_view(), name="request_list"),
    path("requests/new/", requests.RequestCreate.as_view(), name="request_create"),
    path("requests/<int:pk>/", requests.RequestDetail.as_view(), name="request_detail"),
    path("requests/<int:pk>/move/<slug:action>/", requests.RequestMove.as_view(), name="request_move"),
    path("calendar/", calendar.Calendar.as_view(), name="calendar"),
    path("calendar/feed/", calendar.FeedSettings.as_view(), name="feed_settings"),
    path("calendar/<str:secret>.ics", calendar.Feed.as_view(), name="feed"),
    path("unvisited/", coverage.Unvisited.as_view(), name="unvisited"),
    path("round/", coverage.RoundPage.as_view(), name="round"),
    path("new/", visits.VisitCreate.as_view(), name="create"),
    path("field/", shell.Shell.as_view(), name="field"),
    path("field/worker.js", shell.Worker.as_view(), name="field_worker"),
    path("field/manifest.json", shell.Manifest.as_view(), name="field_manifest"),
    path("field/day/", passive(field.Day.as_view()), name="field_day"),
    path("field/<int:pk>/record/", field.RecordDoor.as_view(), name="field_record"),
    path("field/<int:pk>/photos/", field.PhotoDoor.as_view(), name="field_photo"),
    path("field/<int:pk>/settle/", field.SettleDoor.as_view(), name="field_settle"),
    path("field/<int:pk>/code/", field.CodeDoor.as_view(), name="field_code"),
    path("<int:pk>/", visits.VisitDetail.as_view(), name="detail"),
    path("<int:pk>/letter/", letters.Letter.as_view(), name="letter"),
    path("<int:pk>/edit/", visits.VisitEdit.as_view(), name="edit"),
    path("<int:pk>/code/", code.ShowCode.as_view(), name="show_code"),
    path("<int:pk>/record/", record.RecordPage.as_view(), name="record"),
    path("<int:pk>/remark/", remarks.VisitRemark.as_view(), name="visit_remark"),
    path(
        "<int:pk>/remarks/<int:remark>/resolve/",
        remarks.VisitRemarkResolve.as_view(),
        name="visit_remark_resolve",
    ),
    path("<int:pk>/move/<slug:action>/", visits.VisitMove.as_view(), name="move"),
]
