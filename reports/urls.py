"""/reports/"""

from django.urls import path

from . import views

app_name = "reports"
urlpatterns = [
    path("", views.ReportList.as_view(), name="list"),
    path("new/", views.ReportCreate.as_view(), name="create"),
    path("figures/", views.Figures.as_view(), name="figures"),
    path("figures/<slug:code>/", views.Rows.as_view(), name="rows"),
    path("<int:pk>/", views.ReportDetail.as_view(), name="detail"),
    path("<int:pk>/narrative/", views.NarrativeEdit.as_view(), name="narrative"),
    path("<int:pk>/move/<slug:action>/", views.Move.as_view(), name="move"),
]
