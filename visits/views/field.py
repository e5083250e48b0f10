"""What phones ask and send while recording on site: JSON, each answer with what the phone may do next.

200 taken (a repeat gets the same), 409 somebody else changed it or the record is closed, 422 not right yet, 401 signed
out. Whatever is not 200 stays on the phone (static/js/field/).
"""

import base64
import json
from datetime import datetime
from uuid import UUID

from django.http import JsonResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import ensure_csrf_cookie

from desks import scopes
from pinzibiao.accounts.models import Role
from pinzibiao.casework.refusals import Refused, WrongDesk
from pinzibiao.casework.workflow import Desk
from pinzibiao.files.actions import Refused as FileRefused
from pinzibiao.lib.forms import CONTROL
from pinzibiao.lib.pages.base import Page
from pinzibiao.lib.pages.details import ObjectPage

from ..actions import take
from ..confirmation import WRONG_CODE, person_behind
from ..day import taken_along
from ..models import PhoneKey
from ..rules import sits_at
from ..sheet import BadSheet, read_sheet
from ..syncing import Kept, SentPhoto, SentRecord, SentSignature, receive_photo, receive_record, settle

INCOMPLETE = "没有收到完整的内容，将自动重新上传。"
NOT_EXPERT = "帮扶记录由受派专家填写。"


class ForExperts:
    refusal = NOT_EXPERT

    def may(self, user) -> bool:
        return user.kind == Role.Kind.EXPERT


@method_decorator(ensure_csrf_cookie, name="dispatch")
class Day(ForExperts, Page):
    """Who is signed in, the key for what this person's phone keeps, and everything to take along."""

    def get(self, request, *args, **kwargs) -> JsonResponse:
        user = request.user
        visits = taken_along(scopes.visits(user))
        at = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
        row, _ = PhoneKey.objects.get_or_create(user=user)
        who = {"user": user.pk, "name": user.get_full_name(), "key": base64.b64encode(row.secret).decode()}
        return JsonResponse({**who, "at": at, "visits": visits})


class FieldDoor(ForExperts, ObjectPage):
    """One thing sent for one visit. ``take()`` gives the answer; a refusal is told as JSON with its number."""

    def scope(self, user):
        return scopes.visits(user).select_related("enterprise", "county")

    def post(self, request, *args, **kwargs) -> JsonResponse:
        try:
            return self.take()
        except Refused as refusal:
            answer = {"error": str(refusal), "problems": refusal.problems, "is_closed": refusal.status_code == 409}
            return JsonResponse(answer, status=refusal.status_code)
        except FileRefused as refusal:
            return JsonResponse({"error": refusal.message, "problems": []}, status=422)

    def take(self) -> JsonResponse:
        raise NotImplementedError


class RecordDoor(FieldDoor):
    def take(self) -> JsonResponse:
        kept = receive_record(self.object, self.sent(), by=self.request.user)
        return told(kept)

    def sent(self) -> SentRecord:
        body = read_json(self.request.body)
        return SentRecord(
            client_id=_uuid(body.get("id")),
            sheet=read_sheet(body.get("sheet")),
            base=str(body.get("base", ""))[:32],
            made_at=_moment(body.get("made_at")),
            removed_photos=[_uuid(one) for one in _list(body.get("removed_photos"))],
        )


class PhotoDoor(FieldDoor):
    def take(self) -> JsonResponse:
        photo = receive_photo(self.object, self.sent(), by=self.request.user)
        return JsonResponse({"id": str(photo.client_id), "sha256": photo.sent_sha256})

    def sent(self) -> SentPhoto:
        said, uploaded = self.request.POST, self.request.FILES.get("file")
        if uploaded is None:
            raise BadSheet(INCOMPLETE)
        return SentPhoto(
            client_id=_uuid(said.get("id")),
            sha256=said.get("sha256", "")[:64],
            taken_at=_moment(said.get("taken_at")),
            uploaded=uploaded,
        )


class SettleDoor(FieldDoor):
    """The phone asks whether everything is here; only then does it remove anything of its own."""

    def take(self) -> JsonResponse:
        body = read_json(self.request.POST.get("data", ""))
        photos = {_uuid(one.get("id")): str(one.get("sha256")) for one in map(_dict, _list(body.get("photos")))}
        found = settle(
            self.object,
            str(body.get("version")),
            photos,
            by=self.request.user,
            hand_in=body.get("hand_in") is True,
            signature=self.signature(body.get("signature")),
        )
        if isinstance(found, Kept):
            return told(found)
        missing = [str(one) for one in found.missing]
        return JsonResponse(
            {"is_whole": found.is_whole, "missing": missing, "version": found.version, "status": found.status}
        )

    def signature(self, said) -> SentSignature | None:
        if said is None:
            return None
        said, uploaded = _dict(said), self.request.FILES.get("file")
        name = str(said.get("signer_name", "")).strip()
        if uploaded is None or not name or CONTROL.search(name):
            raise BadSheet("没有收到签字或者签字人姓名，请重新签字。")
        return SentSignature(
            client_id=_uuid(said.get("id")),
            sha256=str(said.get("sha256")),
            signer_name=name[:40],
            signer_post=CONTROL.sub("", str(said.get("signer_post", "")).strip())[:40],
            signed_at=_moment(said.get("signed_at")),
            uploaded=uploaded,
        )


class CodeDoor(FieldDoor):
    """The enterprise's code, typed on the expert's phone: who showed it confirms."""

    def take(self) -> JsonResponse:
        user, visit = self.request.user, self.object
        if Desk.EXPERT not in sits_at(user, visit):
            raise WrongDesk(NOT_EXPERT)
        member = person_behind(visit, str(read_json(self.request.body).get("code", "")))
        if member is None:
            raise BadSheet(WRONG_CODE)
        take(visit, "confirm", by=member, data={"by_code_at": user.get_full_name()})
        return JsonResponse({"status": visit.status})


def told(kept: Kept) -> JsonResponse:
    """What stands now; in a conflict beside what the phone holds."""
    answer = {"sheet": kept.sheet, "version": kept.version, "is_conflict": kept.is_conflict}
    return JsonResponse(answer, status=409 if kept.is_conflict else 200)


def read_json(body: bytes | str) -> dict:
    try:
        found = json.loads(body)
    except ValueError:
        found = None
    return _dict(found)


def _dict(found) -> dict:
    if not isinstance(found, dict):
        raise BadSheet(INCOMPLETE)
    return found


def _list(found) -> list:
    if found is None:
        return []
    if not isinstance(found, list) or len(found) > 100:
        raise BadSheet(INCOMPLETE)
    return found


def _uuid(found) -> UUID:
    try:
        return UUID(str(found))
    except ValueError as error:
        raise BadSheet(INCOMPLETE) from error


def _moment(found) -> datetime:
    """A moment of the phone's clock, with its zone."""
    try:
        moment = parse_datetime(str(found))
    except ValueError as error:
        raise BadSheet(INCOMPLETE) from error
    if moment is None or timezone.is_naive(moment):
        raise BadSheet(INCOMPLETE)
    return moment
