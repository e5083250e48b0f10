"""The end of a day in the field: 200 phones come back into signal at once, each with a record and ten photos.

Over HTTP, to the real web server; each phone sends its record, its photos one by one, asks whether all of it is there
and hands it in. The floor is the work on the pictures alone, without portal or network, spread over the workers.
"""

import hashlib
import http.client
import io
import json
import threading
import time
import uuid
from dataclasses import asdict, dataclass
from datetime import timedelta
from statistics import quantiles

from django.urls import reverse
from django.utils import timezone
from embedded import free_port, stop
from PIL import Image, ImageDraw

from benchmarks.deadline import serve, wait_until_ready
from pinzibiao.files.images import clean
from tests.cast import LINPING, expert_person, person, signed_in, uscc
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.visits import plan_visit
from visits.models import HelpVisit, VisitPhoto
from visits.sheet import fingerprint, sheet_of
from visits.states import VisitStatus

PHONES, PHOTOS, WORKERS = 200, 10, 2


@dataclass(frozen=True)
class Homecoming:
    """Seconds until the last phone is done; milliseconds of one photo's answer for 95 of 100; what failed."""

    name: str
    phones: int
    photos: int
    failed: int
    seconds: float
    photos_a_second: float
    photo_p95_ms: float
    floor_seconds: float
    ratio_floor: float

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


class Phone:
    """One expert's phone: a session, a visit, ten pictures, and one line to the server."""

    def __init__(self, number: int, county, pictures: list[bytes]):
        user = expert_person(f"bench-phone-{number}", f"测专{number:03d}")
        enterprise = EnterpriseFactory(
            county_id=LINPING, uscc=uscc(80_000 + number), name=f"杭州同步第{number:03d}有限公司"
        )
        self.visit = plan_visit(enterprise, [user.expert], county=county)
        self.pictures = [pictures[(number + n) % len(pictures)] for n in range(PHOTOS)]
        client = signed_in(user)
        client.get(reverse("visits:field_day"))
        self.cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
        self.token = client.cookies["csrftoken"].value
        self.sheet = _full(sheet_of(self.visit))
        self.base = fingerprint(sheet_of(self.visit))
        self.photo_ms: list[float] = []
        self.failed = 0

    def come_home(self, port: int) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=1200)
        record = {"id": str(uuid.uuid4()), "sheet": self.sheet, "base": self.base, "made_at": _now()}
        version = self._post("record", json.dumps(record).encode(), "application/json").get("version", "")
        listed = [self._photo(content) for content in self.pictures]
        data = json.dumps({"version": version, "photos": listed, "hand_in": True})
        whole = self._post("settle", *_multipart({"data": data}))
        self.failed += whole.get("is_whole") is not True
        self.line.close()

    def _photo(self, content: bytes) -> dict:
        said = {"id": str(uuid.uuid4()), "sha256": hashlib.sha256(content).hexdigest()}
        started = time.perf_counter()
        self._post("photo", *_multipart(said | {"taken_at": _now()}, content))
        self.photo_ms.append((time.perf_counter() - started) * 1000)
        return said

    def _post(self, what: str, body: bytes, kind: str) -> dict:
        headers = {
            "Cookie": self.cookies,
            "X-CSRFToken": self.token,
            "Content-Type": kind,
            "Accept": "application/json",
        }
        try:
            self.line.request("POST", reverse(f"visits:field_{what}", args=[self.visit.pk]), body, headers)
            answer = self.line.getresponse()
            found = answer.read()
        except OSError:
            self.failed += 1
            self.line.close()
            return {}
        self.failed += answer.status != 200
        return json.loads(found) if answer.status == 200 else {}


def sync() -> Homecoming:
    """Raises ``SystemExit`` unless every record is handed in once, with its ten photos."""
    pictures = [_picture(number) for number in range(PHONES)]
    county = person("bench-sync-county", "测县经", "county", LINPING, "handler")
    phones = [Phone(number, county, pictures) for number in range(PHONES)]
    port = free_port()
    server = serve(port)
    try:
        wait_until_ready(port)
        seconds = _all_at_once(phones, port)
    finally:
        stop(server)
    _must_be_whole()
    floor = _floor(pictures)
    p95 = quantiles([one for phone in phones for one in phone.photo_ms], n=20)[-1]
    failed = sum(phone.failed for phone in phones)
    count = PHONES * PHOTOS
    ratio = round(seconds / floor, 2)
    return Homecoming(
        "sync", PHONES, count, failed, round(seconds, 1), round(count / seconds, 1), round(p95), round(floor, 1), ratio
    )


def _all_at_once(phones: list[Phone], port: int) -> float:
    barrier = threading.Barrier(len(phones) + 1)

    def go(phone: Phone) -> None:
        barrier.wait()
        phone.come_home(port)

    threads = [threading.Thread(target=go, args=(phone,)) for phone in phones]
    for thread in threads:
        thread.start()
    barrier.wait()
    started = time.perf_counter()
    for thread in threads:
        thread.join()
    return time.perf_counter() - started


def _floor(pictures: list[bytes]) -> float:
    """Every picture decoded and written anew, by the workers side by side."""
    sample = pictures[:40]
    started = time.perf_counter()
    for content in sample:
        clean(io.BytesIO(content), "image/jpeg")
    return (time.perf_counter() - started) / len(sample) * PHONES * PHOTOS / WORKERS


def _must_be_whole() -> None:
    visits = HelpVisit.objects.filter(enterprise__name__contains="同步第")
    handed_in = visits.filter(status=VisitStatus.TO_CONFIRM).count()
    photos = VisitPhoto.objects.filter(visit__in=visits).count()
    if (handed_in, photos) != (PHONES, PHONES * PHOTOS):
        raise SystemExit(f"✗ {handed_in} of {PHONES} records handed in, {photos} of {PHONES * PHOTOS} photos")


def _picture(number: int) -> bytes:
    """As a phone sends it: 1600 × 1200, some 300 kB."""
    image = Image.effect_noise((400, 300), 60).resize((1600, 1200), Image.BICUBIC).convert("RGB")
    ImageDraw.Draw(image).text((40, 40), str(number), fill=(255, 255, 255))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82)
    return out.getvalue()


def _full(sheet: dict) -> dict:
    began = timezone.localtime() - timedelta(hours=3)
    return sheet | {
        "starts_at": f"{began:%Y-%m-%dT%H:%M}",
        "ends_at": f"{began + timedelta(hours=2):%Y-%m-%dT%H:%M}",
        "enterprise_people": "钱企经（质量部经理）",
        "conclusion": "需补充可靠性试验。",
        "score_technology": "4",
        "finding_technology": "设备齐全。",
    }


def _multipart(fields: dict[str, str], content: bytes | None = None) -> tuple[bytes, str]:
    mark = uuid.uuid4().hex
    head = f'--{mark}\r\nContent-Disposition: form-data; name="'
    parts = [f'{head}{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields.items()]
    if content is not None:
        parts += [f'{head}file"; filename="p.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'.encode(), content, b"\r\n"]
    return b"".join([*parts, f"--{mark}--\r\n".encode()]), f"multipart/form-data; boundary={mark}"


def _now() -> str:
    return timezone.now().isoformat()
