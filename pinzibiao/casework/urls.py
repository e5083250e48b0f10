from django.urls import path

from .views import settings

app_name = "casework"
urlpatterns = [
    path("settings/", settings.SettingList.as_view(), name="settings"),
    path("settings/<str:key>/", settings.SettingDetail.as_view(), name="setting"),
    path("settings/<str:key>/new/", settings.SettingPlan.as_view(), name="setting_plan"),
    path("settings/<str:key>/<int:pk>/withdraw/", settings.SettingWithdraw.as_view(), name="setting_withdraw"),
]
