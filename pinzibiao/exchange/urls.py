"""Addresses of the Excel door."""

app_name = "exchange"
urlpatterns = []
