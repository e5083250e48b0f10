"""Addresses for operators and load balancers."""

from django.urls import path

from . import health

urlpatterns = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
]
