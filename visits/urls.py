from django.urls import path

from .views import record, visits

app_name = "visits"
urlpatterns = [
    path("", visits.VisitList.as_view(), name="list"),
    path("mine/", visits.MyVisits.as_view(), name="mine"),
    path("new/", visits.VisitCreate.as_view(), name="create"),
    path("<int:pk>/", visits.VisitDetail.as_view(), name="detail"),
    path("<int:pk>/edit/", visits.VisitEdit.as_view(), name="edit"),
    path("<int:pk>/record/", record.RecordPage.as_view(), name="record"),
    path("<int:pk>/move/<slug:action>/", visits.VisitMove.as_view(), name="move"),
]
