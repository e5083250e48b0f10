"""Pages for everybody: no sign-in, no JavaScript needed."""

from django.urls import path

from .views import (
    certificates,
    objections,
    open_data,
    public,
    public_batches,
    public_spot_checks,
    receipts,
    register_map,
    scans,
)

app_name = "public"
urlpatterns = [
    path("", public.Register.as_view(), name="register"),
    path("map/", register_map.ProvinceMap.as_view(), name="map"),
    path("map/<str:code>/", register_map.CityMap.as_view(), name="map_city"),
    path("authorisation/<str:token>/", public.AuthorisationPage.as_view(), name="authorisation"),
    path("authorisation/<str:token>/qr.svg", public.qr, name="qr"),
    path("s/<str:token>/", scans.scan, name="scan"),
    path("open-data/", open_data.OpenDataPage.as_view(), name="open_data"),
    path("open-data/<str:day>/<str:name>.<str:kind>", open_data.open_data_file, name="open_data_file"),
    path("verify/", certificates.VerifyPage.as_view(), name="verify"),
    path("receipt/<str:number>/<int:version>/<str:code>/", receipts.ReceiptPage.as_view(), name="receipt"),
    path("notices/", public.NoticeList.as_view(), name="notice_list"),
    path("notices/batches/<int:pk>/", public_batches.PublicBatch.as_view(), name="batch"),
    path("notices/<int:pk>/", public.NoticePage.as_view(), name="notice"),
    path("spot-checks/", public_spot_checks.PublicPlanList.as_view(), name="spot_plans"),
    path("spot-checks/<int:year>/", public_spot_checks.PublicPlanPage.as_view(), name="spot_plan"),
    path("spot-checks/<int:year>/population.txt", public_spot_checks.population, name="spot_population"),
    path("objections/", objections.ObjectionLookUp.as_view(), name="objection_lookup"),
    path("notices/<int:pk>/objection/", public.ObjectionPage.as_view(), name="objection"),
]
