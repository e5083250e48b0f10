from django.urls import path

from .views import calendar, settings

app_name = "casework"
urlpatterns = [
    path("calendar/", calendar.YearPage.as_view(), name="calendar"),
    path("calendar/<int:year>/", calendar.YearPage.as_view(), name="calendar_year"),
    path("calendar/<int:year>/announce/", calendar.AnnouncePage.as_view(), name="calendar_announce"),
    path("calendar/day/<str:day>/", calendar.DayPage.as_view(), name="calendar_day"),
    path("settings/", settings.SettingList.as_view(), name="settings"),
    path("settings/<str:key>/", settings.SettingDetail.as_view(), name="setting"),
    path("settings/<str:key>/new/", settings.SettingPlan.as_view(), name="setting_plan"),
    path("settings/<str:key>/<int:pk>/withdraw/", settings.SettingWithdraw.as_view(), name="setting_withdraw"),
]
