from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [
    path("", views.MessageList.as_view(), name="list"),
    path("<int:pk>/", views.open_message, name="open"),
    path("read/", views.read_all, name="read"),
    path("mail/", views.MailPage.as_view(), name="mail"),
]
