"""Addresses of the Excel door."""

from django.urls import path

from .views import deciding, imports, starting

app_name = "exchange"
urlpatterns = [
    path("imports/", imports.ImportList.as_view(), name="import_list"),
    path("imports/new/", starting.ImportStart.as_view(), name="import_start"),
    path("imports/new/<str:kind>/", starting.ImportNew.as_view(), name="import_new"),
    path("imports/<int:pk>/", imports.ImportDetail.as_view(), name="import_detail"),
    path("imports/<int:pk>/faults/", imports.ImportFaults.as_view(), name="import_faults"),
    path("imports/<int:pk>/confirm/", deciding.ImportConfirm.as_view(), name="import_confirm"),
    path("imports/<int:pk>/give-up/", deciding.ImportGiveUp.as_view(), name="import_give_up"),
    path("templates/<str:kind>.xlsx", starting.Template.as_view(), name="template"),
]
