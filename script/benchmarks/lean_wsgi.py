"""What the web server loads for a measure over HTTP: the portal with the lean pages beside it."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django.conf import settings  # noqa: E402

settings.ROOT_URLCONF = "benchmarks.lean"
