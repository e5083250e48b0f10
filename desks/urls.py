"""/ : the home page of who is signed in."""

from django.urls import path

from . import views

app_name = "desks"
urlpatterns = [path("", views.Home.as_view(), name="home")]
