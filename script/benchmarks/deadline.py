"""Deadline day: 200 signatories of one county hand in at the same moment, over HTTP, to the real web server.

Beside it the same 200 send one form each to a bare view that inserts one row, behind the same middleware.
"""

import http.client
import json
import os
import re
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass
from statistics import quantiles
from urllib.parse import urlencode

from django.db import connection
from django.urls import reverse
from embedded import die_with_parent, free_port, stop

from declarations.models import Declaration
from declarations.states import DeclarationStatus
from tests.cast import LINPING, signed_in, uscc
from tests.factories.declarations import People, declaration_at
from tests.factories.enterprises import EnterpriseFactory, ProductFactory

HOW_MANY = 200
HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
ATTRIBUTE = re.compile(r'(name|value)="([^"]*)"')
TICKS = ("has_read", "confirm_promises_quality", "confirm_promises_credit", "confirm_promises_truth")
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Rush:
    """Milliseconds from the common start until the answer, for 95 of 100, and the last one."""

    name: str
    at_once: int
    failed: int
    p95: float
    last: float
    floor_p95: float
    floor_last: float
    unit: str
    ratio_floor: float

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


def deadline() -> Rush:
    """Raises ``SystemExit`` when a submission fails or numbers are not 1 to 200."""
    people = [_signatory(n) for n in range(HOW_MANY)]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bench_row (id bigserial PRIMARY KEY, at timestamptz, by bigint)")
    port = free_port()
    server = serve(port)
    try:
        wait_until_ready(port)
        bare = _rush(port, [(client, "/bench/insert/", {"csrfmiddlewaretoken": token}) for client, token, _ in people])
        ours = _rush(port, [(client, _address(case), _form(client, case)) for client, _, case in people])
    finally:
        stop(server)
    _must_be_whole()
    failed = sum(status != 302 for status, _ in ours) + sum(status != 200 for status, _ in bare)
    (p95, last), (floor_p95, floor_last) = times_of(ours), times_of(bare)
    return Rush("deadline", HOW_MANY, failed, p95, last, floor_p95, floor_last, "ms", round(p95 / floor_p95, 2))


def _signatory(n: int):
    """A client that has signed in, its token, and its declaration that lacks nothing."""
    enterprise = EnterpriseFactory(county_id=LINPING, uscc=uscc(70_000 + n), name=f"杭州截止日第{n:03d}有限公司")
    people = People.of(enterprise)
    product = ProductFactory(enterprise=enterprise)
    case = declaration_at(DeclarationStatus.DRAFT, product=product, people=people)
    client = signed_in(people.signatory)
    client.get(_address(case))
    return client, client.cookies["csrftoken"].value, case


def _address(case: Declaration) -> str:
    return reverse("declarations:move", args=[case.pk, "submit"])


def _form(client, case: Declaration) -> dict:
    """What the page's form sends: its hidden fields, and every tick."""
    page = client.get(_address(case)).content.decode()
    main = page[page.index('class="pledge"') - 4000 :]
    fields = {}
    for tag in HIDDEN.findall(main):
        found = dict(ATTRIBUTE.findall(tag))
        fields[found["name"]] = found.get("value", "")
    return fields | dict.fromkeys(TICKS, "on")


def _rush(port: int, requests: list) -> list[tuple[int, float]]:
    """Status and milliseconds of each, all sent at one moment."""
    barrier, answers = threading.Barrier(len(requests)), [(0, 0.0)] * len(requests)

    def send(place: int, client, address: str, form: dict) -> None:
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
        body, headers = urlencode(form), {"Cookie": cookies, "Content-Type": FORM}
        barrier.wait()
        started = time.perf_counter()
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        try:
            line.request("POST", address, body, headers)
            answer = line.getresponse()
            answer.read()
            answers[place] = (answer.status, (time.perf_counter() - started) * 1000)
        except OSError:
            answers[place] = (0, (time.perf_counter() - started) * 1000)
        finally:
            line.close()

    threads = [threading.Thread(target=send, args=(n, *request)) for n, request in enumerate(requests)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def times_of(answers: list[tuple[int, float]]) -> tuple[float, float]:
    took = [milliseconds for _, milliseconds in answers]
    return round(quantiles(took, n=20)[-1]), round(max(took))


def _must_be_whole() -> None:
    handed_in = Declaration.objects.filter(status=DeclarationStatus.SUBMITTED, enterprise__name__contains="截止日")
    ends = sorted(int(number[-4:]) for number in handed_in.values_list("number", flat=True))
    if len(ends) != HOW_MANY or ends != list(range(ends[0], ends[0] + HOW_MANY)):
        raise SystemExit(f"✗ {len(ends)} of {HOW_MANY} handed in, numbers {ends[:3]}…{ends[-3:]}")


def serve(port: int) -> subprocess.Popen:
    web = ["--interface", "wsgi", "--port", str(port), "--workers", "2", "--blocking-threads", "1"]
    return subprocess.Popen(
        [sys.executable, "-m", "granian", *web, "--backlog", "1024", "--no-ws", "benchmarks.lean_wsgi:application"],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path[:2])},
        stdout=subprocess.DEVNULL,
        preexec_fn=die_with_parent,
    )


def wait_until_ready(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            line.request("GET", "/health/ready")
            if line.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("✗ the web server did not start")
