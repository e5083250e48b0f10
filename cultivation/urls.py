"""Addresses of the library and its lists."""

from django.urls import path

from .views import bulk, cells, entries, lists, measures, problems, registers, setup

app_name = "cultivation"
urlpatterns = [
    path("entries/", entries.EntryList.as_view(), name="entry_list"),
    path("entries/create/", entries.EntryCreate.as_view(), name="entry_create"),
    path("entries/<int:pk>/", entries.EntryDetail.as_view(), name="entry_detail"),
    path("entries/<int:pk>/edit/", entries.EntryEdit.as_view(), name="entry_edit"),
    path("entries/<int:pk>/move/<slug:action>/", entries.EntryMove.as_view(), name="entry_move"),
    path("problems/", problems.ProblemList.as_view(), name="problem_list"),
    path("problems/create/", problems.ProblemCreate.as_view(), name="problem_create"),
    path("problems/<int:pk>/", problems.ProblemDetail.as_view(), name="problem_detail"),
    path("problems/<int:pk>/edit/", problems.ProblemEdit.as_view(), name="problem_edit"),
    path("problems/<int:pk>/evidence/", problems.ProblemEvidenceAdd.as_view(), name="problem_evidence"),
    path("problems/<int:pk>/move/<slug:action>/", problems.ProblemMove.as_view(), name="problem_move"),
    path("measures/", measures.MeasureList.as_view(), name="measure_list"),
    path("measures/create/", measures.MeasureChoose.as_view(), name="measure_create"),
    path("measures/create/<int:enterprise>/", measures.MeasureCreate.as_view(), name="measure_create_for"),
    path("measures/<int:pk>/", measures.MeasureDetail.as_view(), name="measure_detail"),
    path("measures/<int:pk>/edit/", measures.MeasureEdit.as_view(), name="measure_edit"),
    path("measures/<int:pk>/move/<slug:action>/", measures.MeasureMove.as_view(), name="measure_move"),
    path("benchmarks/", registers.BenchmarkList.as_view(), name="benchmark_list"),
    path("benchmarks/create/", registers.BenchmarkChoose.as_view(), name="benchmark_create"),
    path("benchmarks/create/<int:enterprise>/", registers.BenchmarkCreate.as_view(), name="benchmark_create_for"),
    path("benchmarks/<int:pk>/", registers.BenchmarkDetail.as_view(), name="benchmark_detail"),
    path("benchmarks/<int:pk>/edit/", registers.BenchmarkEdit.as_view(), name="benchmark_edit"),
    path("plans/", registers.PlanList.as_view(), name="plan_list"),
    path("plans/create/", registers.PlanChoose.as_view(), name="plan_create"),
    path("plans/create/<int:enterprise>/", registers.PlanCreate.as_view(), name="plan_create_for"),
    path("plans/<int:pk>/", registers.PlanDetail.as_view(), name="plan_detail"),
    path("plans/<int:pk>/edit/", registers.PlanEdit.as_view(), name="plan_edit"),
    path("lists/", lists.ListsNow.as_view(), name="lists_now"),
    path("lists/create/", setup.ListsCreate.as_view(), name="lists_create"),
    path("lists/<int:year>/", lists.ListsPage.as_view(), name="lists"),
    path("lists/<int:year>/workbook/", lists.ListsWorkbook.as_view(), name="lists_workbook"),
    path("lists/<int:year>/setup/", setup.ListsSetup.as_view(), name="lists_setup"),
    path("lists/<int:year>/<int:number>/", lists.ListsPage.as_view(), name="list"),
    path("lists/<int:year>/<int:number>/<int:pk>/<int:column>/", cells.CellEdit.as_view(), name="list_cell"),
    path("lists/<int:year>/<int:number>/bulk/", bulk.BulkEdit.as_view(), name="list_bulk"),
    path("lists/<int:year>/<int:number>/extra/", setup.ExtraColumnCreate.as_view(), name="list_extra"),
    path("lists/<int:year>/<int:number>/add/", setup.ColumnAdd.as_view(), name="list_add"),
    path("lists/columns/<int:pk>/edit/", setup.ColumnEdit.as_view(), name="list_column"),
    path("lists/columns/<int:pk>/<slug:act>/", setup.ColumnAct.as_view(), name="list_column_act"),
    path("lists/definitions/<int:pk>/edit/", setup.ListEdit.as_view(), name="list_edit"),
]
