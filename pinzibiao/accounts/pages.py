"""Addresses of our own pages about accounts."""

from django.urls import path

from . import sessions, stand_in_views, views

app_name = "accounts"
urlpatterns = [
    path("profile/", views.Profile.as_view(), name="profile"),
    path("handover/", views.HandoverPage.as_view(), name="handover"),
    path("session/", sessions.remaining, name="session"),
    path("session/prolong/", sessions.prolong, name="session_prolong"),
    path("matrix/", views.MatrixPage.as_view(), name="matrix"),
    path("stand-ins/", stand_in_views.StandInList.as_view(), name="stand_ins"),
    path("stand-ins/new/", stand_in_views.StandInCreate.as_view(), name="stand_in_create"),
    path("stand-ins/<int:pk>/end/", stand_in_views.StandInEnd.as_view(), name="stand_in_end"),
    path("users/", views.UserList.as_view(), name="users"),
    path("users/new/", views.UserCreate.as_view(), name="user_create"),
    path("users/<int:pk>/", views.UserDetail.as_view(), name="user"),
    path("users/<int:pk>/edit/", views.UserEdit.as_view(), name="user_edit"),
    path("users/<int:pk>/close/", views.UserClose.as_view(), name="user_close"),
    path("users/<int:pk>/reopen/", views.UserReopen.as_view(), name="user_reopen"),
    path("users/<int:pk>/password/", views.UserResetPassword.as_view(), name="user_password"),
    path("users/<int:pk>/second-factor/", views.UserResetSecondFactor.as_view(), name="user_second_factor"),
]
