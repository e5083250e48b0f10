"""Where the QR code leads: counted, and on to the page that everybody sees alike."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from pinzibiao.accounts.everybody import limited
from pinzibiao.lib import throttle

from .. import scans
from .certificates import find_authorisation


@require_safe
@login_not_required
@limited(throttle.PAGES)
def scan(request, token: str) -> HttpResponse:
    """A preview of the link asks by HEAD and is no scan."""
    row = find_authorisation(token)
    if request.method == "GET":
        scans.count(row)
    return redirect(row)
