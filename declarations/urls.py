from django.urls import path

from .views import (
    checklist,
    details,
    evaluations,
    files,
    handling,
    lists,
    moves,
    renewal,
    sections,
    site,
    typing,
    versions,
)

app_name = "declarations"
urlpatterns = [
    path("", lists.DeclarationList.as_view(), name="list"),
    path("checklist/", checklist.Checklist.as_view(), name="checklist"),
    path("checklist/new/", checklist.ItemCreate.as_view(), name="checklist_create"),
    path("checklist/<int:pk>/edit/", checklist.ItemEdit.as_view(), name="checklist_edit"),
    path("handling/", handling.HandlingTimes.as_view(), name="handling"),
    path("new/", sections.DeclarationCreate.as_view(), name="create"),
    path("<int:pk>/", details.DeclarationDetail.as_view(), name="detail"),
    path("<int:pk>/edit/", sections.TaskList.as_view(), name="edit"),
    path("<int:pk>/edit/attachments/", files.AttachmentsEdit.as_view(), name="attachments"),
    path("<int:pk>/edit/attachments/<int:attachment>/remove/", files.AttachmentRemove.as_view(), name="remove"),
    path("<int:pk>/edit/indicators/take/", sections.IndicatorsTake.as_view(), name="take_indicators"),
    path("<int:pk>/edit/<slug:section>/", sections.edit_section, name="section"),
    path("<int:pk>/edit/<slug:section>/autosave/", typing.autosave, name="autosave"),
    path("<int:pk>/edit/<slug:section>/presence/", typing.presence, name="presence"),
    path("<int:pk>/checklist/rest/", checklist.MarkRest.as_view(), name="mark_rest"),
    path("<int:pk>/checklist/<int:item>/", checklist.MarkItem.as_view(), name="mark"),
    path("<int:pk>/site-check/", site.SiteCheckEdit.as_view(), name="site_check"),
    path("<int:pk>/site-check/autosave/", site.SiteAutosave.as_view(), name="site_autosave"),
    path("<int:pk>/draws/", evaluations.DrawsPage.as_view(), name="draws"),
    path("<int:pk>/renew/", renewal.RenewPage.as_view(), name="renew"),
    path("<int:pk>/version/<int:number>/", versions.VersionPage.as_view(), name="version"),
    path("<int:pk>/compare/<int:older>/<int:newer>/", versions.ComparePage.as_view(), name="compare"),
    path("<int:pk>/move/<slug:action>/", moves.DeclarationMove.as_view(), name="move"),
]
