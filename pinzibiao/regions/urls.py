from django.urls import path

from . import views

app_name = "regions"
urlpatterns = [path("", views.RegionList.as_view(), name="list")]
