"""The portal's addresses: a table of contents. Each room keeps its own."""

from django.urls import include, path

handler500 = "pinzibiao.lib.health.server_error"

urlpatterns = [
    path("", include("desks.urls")),
    path("", include("pinzibiao.lib.urls")),
    path("accounts/", include("pinzibiao.accounts.urls")),
    path("casework/", include("pinzibiao.casework.urls")),
    path("exchange/", include("pinzibiao.exchange.urls")),
    path("notices/", include("pinzibiao.notices.urls")),
    path("regions/", include("pinzibiao.regions.urls")),
    path("files/", include("pinzibiao.files.urls")),
    path("jobs/", include("pinzibiao.jobs.urls")),
    path("enterprises/", include("enterprises.urls")),
    path("experts/", include("experts.urls")),
    path("projects/", include("projects.urls")),
    path("cultivation/", include("cultivation.urls")),
    path("visits/", include("visits.urls")),
    path("declarations/", include("declarations.urls")),
    path("public/", include("declarations.public_urls")),
    path("reports/", include("reports.urls")),
]
