"""Open data: the same rows in both files, harmless, nobody named, kept for thirty days."""

import csv
import hashlib
import io
import json
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from declarations import open_data, tasks
from declarations.models import Authorisation, OpenData
from declarations.open_data_sets import BY_NAME, SETS
from declarations.states import DeclarationStatus as S
from enterprises.models import BrandHolder
from pinzibiao.files.models import StoredFile
from pinzibiao.jobs.models import Job
from pinzibiao.schedule import SCHEDULE
from tests.factories.declarations import declaration_at, step
from tests.factories.enterprises import ProductFactory

from .test_public import SECRETS, text

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


@pytest.fixture
def anonymous() -> Client:
    return Client()


@pytest.fixture
def authorised(enterprise, people):
    return declaration_at(S.AUTHORISED, product=ProductFactory(enterprise=enterprise, name="输液器甲"), people=people)


def publish(day: date, name: str = "register") -> OpenData:
    return open_data.publish(BY_NAME[name], day)


def file_of(client: Client, kind: str, day="latest", name: str = "register") -> bytes:
    response = client.get(reverse("public:open_data_file", args=[day, name, kind]))
    assert (response.status_code, response["Content-Type"]) == (200, open_data.CONTENT_TYPES[kind])
    return b"".join(response.streaming_content)


def in_csv(content: bytes) -> list[dict]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_both_files_hold_the_same_rows(authorised, enterprise, people, anonymous):
    suspended = declaration_at(S.SUSPENDED, product=ProductFactory(enterprise=enterprise, name="骨钉丙"), people=people)
    declaration_at(S.IN_NOTICE, product=ProductFactory(enterprise=enterprise, name="未授权"), people=people)
    row = publish(TODAY)
    table, lines = in_csv(file_of(anonymous, "csv")), json.loads(file_of(anonymous, "json"))["rows"]
    assert row.rows == 2
    assert [list(one.values()) for one in table] == [list(one.values()) for one in lines]
    found = {one["number"]: (one["state"], one["product_name"], one["county_code"]) for one in lines}
    county = authorised.county_id
    assert found == {
        authorised.authorisation.number: ("有效", "输液器甲", county),
        suspended.authorisation.number: ("暂停", "骨钉丙", county),
    }


def test_an_empty_register_is_still_two_whole_files(anonymous):
    assert publish(TODAY).rows == 0
    assert (in_csv(file_of(anonymous, "csv")), json.loads(file_of(anonymous, "json"))["rows"]) == ([], [])


def test_names_that_look_like_formulas_are_harmless_in_the_csv_and_whole_in_the_json(authorised, anonymous):
    evil = '=HYPERLINK("http://x","点")'
    Authorisation.objects.update(product_name=evil)
    publish(TODAY)
    content = file_of(anonymous, "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    assert in_csv(content)[0]["产品名称"] == "'" + evil
    assert json.loads(file_of(anonymous, "json"))["rows"][0]["product_name"] == evil


def test_holders_by_either_route_present_and_past(authorised, other_enterprise, anonymous):
    BrandHolder.objects.create(
        enterprise=other_enterprise,
        route="certification",
        sub_brand="farm",
        first_valid_on=date(2020, 1, 2),
        is_current=False,
        ended_on=date(2023, 1, 2),
    )
    assert publish(TODAY, "holders").rows == 2
    lines = json.loads(file_of(anonymous, "json", name="holders"))["rows"]
    table = in_csv(file_of(anonymous, "csv", name="holders"))
    assert [list(one.values())[:-1] for one in table] == [list(one.values())[:-1] for one in lines]
    assert [(one["enterprise_name"], one["route"], one["state"], one["ended_on"]) for one in lines] == [
        (authorised.enterprise.name, "自我声明", "有效", None),
        (other_enterprise.name, "认证", "已失效", "2023-01-02"),
    ]
    past, county = lines[1], other_enterprise.county
    assert [past[name] for name in ("uscc", "county_code", "county", "sub_brand", "first_valid_on")] == [
        other_enterprise.uscc, county.code, county.name, "品字标浙江农产", "2020-01-02",
    ]  # fmt: skip


def test_nobody_is_named(authorised, anonymous):
    open_data.publish_all(TODAY)
    pairs = [(kind, data.name) for kind in ("csv", "json") for data in SETS]
    content = "".join(file_of(anonymous, kind, name=name).decode() for kind, name in pairs)
    assert authorised.authorisation.number in content
    assert [secret for secret in SECRETS if secret in content] == []


def test_the_page_tells_fields_count_and_checksums(authorised, anonymous):
    rows = open_data.publish_all(TODAY)
    body = text(anonymous.get(reverse("public:open_data")))
    for row, data in zip(rows, SETS, strict=True):
        files = [file_of(anonymous, kind, TODAY.isoformat(), data.name) for kind in ("csv", "json")]
        digests = [hashlib.sha256(one).hexdigest() for one in files]
        assert digests == [row.csv.sha256, row.json.sha256]
        assert [
            word for word in (*digests, "2026-11-25", data.title, *data.meanings.values()) if word not in body
        ] == []
        assert [column.name for column in data.table([]).columns] == list(data.meanings)


def test_who_has_the_file_gets_304(authorised, anonymous):
    row = publish(TODAY)
    address = reverse("public:open_data_file", args=["latest", "register", "csv"])
    file_of(anonymous, "csv")
    etag = f'"{row.csv.sha256}"'
    again = anonymous.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again["ETag"], again.content) == (304, etag, b"")


@pytest.mark.parametrize(
    "path",
    [
        "latest/register/csv",
        "2026-11-24/register/csv",
        "nonsense/register/csv",
        "2026-11-25/register/exe",
        "2026-11-25/secrets/csv",
    ],
)
def test_what_is_not_there_is_not_found(path, anonymous):
    if not path.startswith("latest"):
        publish(TODAY)
    assert anonymous.get(reverse("public:open_data_file", args=path.split("/"))).status_code == 404


def test_the_night_writes_once_a_day_and_keeps_thirty_days(authorised, people):
    for days in (31, 30, 1):
        open_data.publish_all(TODAY - timedelta(days=days))
    step(authorised, "suspend", people)
    job = Job(params={"on": TODAY.isoformat()})
    results = [tasks.write_open_data(job, lambda percent, words: None) for _ in range(2)]
    assert results == [{"label": "开放数据 2 条"}] * 2
    assert [(TODAY - row.day).days for row in OpenData.objects.all()] == [0, 0, 1, 1, 30, 30]
    names = set(StoredFile.objects.filter(name__startswith="品字标").values_list("name", flat=True))
    assert f"品字标自我声明名录_{TODAY - timedelta(days=31):%Y%m%d}.csv" not in names
    assert len(names) == 12


def test_it_is_written_every_night():
    found = [(line.kind, line.when) for line in SCHEDULE if "open_data" in line.kind]
    assert found == [("declarations.write_open_data", "每天 01:30")]
