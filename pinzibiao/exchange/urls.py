"""Addresses of the Excel door."""

from django.urls import path

from .views import deciding, exports, imports, saved, starting

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
    path("exports/", exports.ExportList.as_view(), name="export_list"),
    path("exports/<int:pk>/", exports.ExportDetail.as_view(), name="export_detail"),
    path("views/", saved.MyViews.as_view(), name="views"),
    path("views/<int:pk>/rename/", saved.RenameView.as_view(), name="view_rename"),
    path("views/<int:pk>/delete/", saved.DeleteView.as_view(), name="view_delete"),
    path("views/<int:pk>/act/<slug:act>/", saved.act_on_view, name="view_act"),
    # A list is named as in these addresses: enterprises:list, cultivation:list/2026/1.
    path("lists/<path:list_key>/save/", saved.SaveView.as_view(), name="view_save"),
    path("lists/<path:list_key>/columns/", saved.choose_columns, name="view_columns"),
]
