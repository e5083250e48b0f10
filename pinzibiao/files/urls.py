from django.urls import path

from . import views

app_name = "files"
urlpatterns = [
    path("stage/", views.stage, name="stage"),
    path("staged/<uuid:pk>/", views.staged, name="staged"),
    path("<str:kind>/<int:pk>/<str:name>", views.serve, name="serve"),
]
