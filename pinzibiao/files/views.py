"""One way in (staging) and one way out (``serve``) for every byte."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET, require_POST

from . import access, actions, kinds
from .models import Content, StagedUpload

# What somebody uploaded is never our page: it may run and load nothing.
SANDBOX = "default-src 'none'; frame-ancestors 'none'; sandbox"


@require_POST
def stage(request: HttpRequest) -> JsonResponse:
    """Take one whole file: ``file``, its ``size`` as the browser sees it, and the ``groups`` its form allows.

    201 with ``{id, name, size, sha256, checksum, content_type, url}``, or 422 with ``{"error": sentence}``.
    """
    uploaded = request.FILES.get("file")
    if uploaded is None:
        return _refuse("文件没有传完整，请检查网络后重新上传。")
    groups = tuple(one for one in request.POST.get("groups", "").split(",") if one in kinds.ALL)
    try:
        declared = int(request.POST["size"])
        upload = actions.stage_upload(uploaded, request.user, groups=groups or kinds.ALL, declared_size=declared)
    except (KeyError, ValueError):
        return _refuse("文件没有传完整，请检查网络后重新上传。")
    except actions.Refused as refusal:
        return _refuse(refusal.message)
    return JsonResponse(upload.as_entry(), status=201)


@require_GET
def staged(request: HttpRequest, pk) -> HttpResponse:
    """A person looks at what they have just uploaded; nobody else can."""
    return send(request, get_object_or_404(StagedUpload.objects.of(request.user).alive(), pk=pk))


@login_not_required
@require_GET
def serve(request: HttpRequest, kind: str, pk: int, name: str) -> HttpResponse:
    """The file behind link ``pk`` of ``kind``, if the room that owns the link shows it to this person; else 404."""
    door = access.door(kind)
    if not request.user.is_authenticated and not (door and door.public):
        return redirect_to_login(request.get_full_path())
    stored = door.load(request.user, pk) if door else None
    if stored is None:
        raise Http404
    return send(request, stored)


def send(request: HttpRequest, content: Content) -> HttpResponse:
    """The bytes, or 304. Pictures are shown, all else is downloaded."""
    etag = f'"{content.sha256}"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = FileResponse(
            content.open(), as_attachment=not content.is_image, filename=content.name, content_type=content.content_type
        )
    response["ETag"] = etag
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Content-Security-Policy"] = SANDBOX
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _refuse(sentence: str) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=422)
