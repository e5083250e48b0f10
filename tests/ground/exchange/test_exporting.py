"""Excel out: at once or by a job, each leaving its row, each only what its owner may see when it is written."""

import csv
import hashlib
import io
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import NoReverseMatch, resolve, reverse
from django.utils import timezone
from openpyxl import load_workbook

from desks import scopes
from enterprises.models import Enterprise
from experts.views.experts import ExpertList
from pinzibiao.accounts.models import User
from pinzibiao.casework.models import Event
from pinzibiao.casework.refusals import Refused
from pinzibiao.exchange import actions, exporting, tasks
from pinzibiao.exchange.kinds import kind_of
from pinzibiao.exchange.models import Export, ListPreference
from pinzibiao.files.models import StoredFile
from pinzibiao.jobs.models import Job
from pinzibiao.jobs.registry import JobRefused
from pinzibiao.lib.pages import ListPage
from pinzibiao.lib.pages.again import list_again
from pinzibiao.lib.preferences import Preference
from tests.cast import XIANJU
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.exchange import asked_export, exported, sent
from tests.factories.experts import ExpertFactory
from tests.permissions.matrix import named_addresses

LIST = "/enterprises/"
EXPORTS = "/exchange/exports/"


def silent(_percent, _words):
    """Nobody listens."""


@pytest.fixture
def few(monkeypatch):
    """More than two rows are a job's work."""
    monkeypatch.setattr(exporting, "DIRECT_ROWS", 2)


@pytest.fixture
def three(stage):
    """Three enterprises of 临平, one of 仙居."""
    EnterpriseFactory(name="仙居外县有限公司", county_id=XIANJU)
    return [EnterpriseFactory(name=f"临平{n}有限公司", scale="large" if n else "small") for n in range(3)]


def body_of(answer) -> bytes:
    return b"".join(answer.streaming_content)


def rows_of(content: bytes) -> list[tuple]:
    return list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))


def kept(export: Export) -> bytes:
    with export.file.open() as file:
        return file.read()


def names(content: bytes) -> list[str]:
    return [row[0] for row in rows_of(content)[1:]]


# At once


def test_a_small_list_goes_out_at_once_and_leaves_its_row(sign_in, county_officer, three):
    answer = sign_in(county_officer).get(LIST, {"scale": "large", "sort": "name", "export": "xlsx"})
    content = body_of(answer)
    assert names(content) == ["临平1有限公司", "临平2有限公司"]
    export = Export.objects.get()
    assert (export.owner, export.title, export.kind, export.rows) == (county_officer, "企业库", "xlsx", 2)
    assert (export.words, export.query, export.sort) == ("规模：大型", "scale=large&sort=name", "name")
    assert export.columns[:2] == ["name", "uscc"]
    assert export.sha256 == hashlib.sha256(content).hexdigest()
    assert export.name == unquote(answer["Content-Disposition"].split("''")[1])
    assert (export.is_direct, export.file, export.job, export.is_personal) == (True, None, None, False)
    assert export.finished_at is not None
    assert (Job.objects.count(), Event.objects.count()) == (0, 0)


def test_an_export_about_people_leaves_an_event_with_who_what_and_how_many(sign_in, province_handler):
    ExpertFactory(name="周一")
    ExpertFactory(name="吴二")
    content = body_of(sign_in(province_handler).get("/experts/", {"q": "周", "export": "csv"}))
    export = Export.objects.get()
    event = Event.objects.get(subject_type="exchange.export", subject_id=export.pk)
    assert (event.by_id, event.label) == (province_handler.pk, "导出专家库")
    assert event.data == {
        "filter": "姓名或单位：周",
        "rows": 1,
        "file": export.name,
        "sha256": hashlib.sha256(content).hexdigest(),
    }


# By a job


def test_a_big_list_is_asked_of_a_job_and_its_page_says_how_far_it_is(sign_in, county_officer, three, few):
    client = sign_in(county_officer)
    answer = client.get(LIST, {"export": "xlsx"})
    export = Export.objects.get()
    assert (answer.status_code, answer.url) == (302, export.get_absolute_url())
    assert (export.job.kind, export.job.title, export.job.status) == ("exchange.export", "导出企业库", "queued")
    assert (export.rows, export.finished_at) == (None, None)
    page = client.get(answer.url).content.decode()
    assert export.job.progress_url in page
    assert "排队中" in page
    assert "正在导出" in client.get(EXPORTS).content.decode()


def test_the_job_writes_counts_and_keeps_what_its_owner_may_see(sign_in, county_officer, three, few):
    export = asked_export(county_officer, query="scale=large", sort="-name")
    told = []
    result = tasks.export(export.job, lambda percent, words: told.append((percent, words)))
    export.refresh_from_db()
    assert told == [(0, "导出 0 / 2 行"), (99, "导出 2 / 2 行")]
    assert result == {"url": export.get_absolute_url(), "label": "导出 2 / 2 行，打开下载"}
    assert names(kept(export)) == ["临平2有限公司", "临平1有限公司"]
    assert (export.rows, export.sha256) == (2, hashlib.sha256(kept(export)).hexdigest())
    assert export.name.startswith("企业库_临平区_")
    assert export.name.endswith("_共2条.xlsx")
    client = sign_in(county_officer)
    page = client.get(export.get_absolute_url())
    assert "已导出 2 / 2 行" in page.content.decode()
    address = f"/files/exchange.export/{export.pk}/{export.name}"
    assert names(body_of(client.get(address))) == ["临平2有限公司", "临平1有限公司"]


def test_a_job_run_twice_makes_one_file(county_officer, three):
    export = exported(county_officer)
    before = export.file
    tasks.export(export.job, silent)
    export.refresh_from_db()
    assert (export.file, StoredFile.objects.count()) == (before, 1)


def test_clicked_twice_it_is_asked_once(sign_in, county_officer, county_second, three, few):
    client = sign_in(county_officer)
    first = client.get(LIST, {"export": "xlsx"}).url
    assert client.get(LIST, {"export": "xlsx"}).url == first
    others = [
        client.get(LIST, {"export": "csv"}).url,
        client.get(LIST, {"export": "xlsx", "q": "临平"}).url,
        client.get(LIST, {"export": "xlsx", "sort": "name"}).url,
        sign_in(county_second).get(LIST, {"export": "xlsx"}).url,
    ]
    assert len({first, *others}) == 5
    Export.objects.update(created_at=timezone.now() - timedelta(minutes=2))
    assert client.get(LIST, {"export": "xlsx"}).url not in {first, *others}


def test_nobody_has_more_than_five_made_at_once(sign_in, county_officer, three, few):
    client = sign_in(county_officer)
    for number in range(5):
        asked_export(county_officer, query=f"q=临平&scale={['', 'large', 'medium', 'small', 'micro'][number]}")
    answer = client.get(LIST, {"export": "xlsx"})
    assert answer.status_code == 400
    assert "您已有 5 个导出正在进行" in answer.content.decode()
    exporting.write_kept(Export.objects.first(), silent)
    assert client.get(LIST, {"export": "xlsx"}).status_code == 302


def test_columns_and_order_are_those_seen_when_it_was_asked(sign_in, county_officer, three, few):
    key = {"owner": county_officer, "list_key": "enterprises:list"}
    ListPreference.objects.create(**key, columns=["scale", "name"], sort="name")
    sign_in(county_officer).get(LIST, {"export": "csv"})
    ListPreference.objects.update(columns=["name", "uscc"], sort="-name")
    export = exporting.write_kept(Export.objects.get(), silent)
    lines = list(csv.reader(io.StringIO(kept(export).decode("utf-8-sig"))))
    assert lines[0] == ["规模", "企业名称"]
    assert [line[1] for line in lines[1:]] == ["临平0有限公司", "临平1有限公司", "临平2有限公司"]


# The right to it


def moved_away(person):
    person.role.region_id = XIANJU
    person.role.save()


def without_role(person):
    person.role.delete()


def inactive(person):
    User.objects.filter(pk=person.pk).update(is_active=False)


@pytest.mark.parametrize("change", [moved_away, without_role, inactive])
def test_whoever_lost_the_right_meanwhile_gets_a_sentence(county_officer, three, change):
    export = asked_export(county_officer)
    change(county_officer)
    with pytest.raises(JobRefused, match="您的账号或岗位有了变化"):
        tasks.export(export.job, silent)
    export.refresh_from_db()
    assert export.refusal == exporting.CHANGED
    assert (export.stage[0], export.rows, StoredFile.objects.count()) == ("未能导出", None, 0)


def test_a_page_that_is_closed_to_the_person_refuses_in_its_own_words(county_officer, stage, monkeypatch):
    ExpertFactory()
    export = asked_export(county_officer, "experts:list")
    monkeypatch.setattr(ExpertList, "may", lambda _page, _user: False)
    with pytest.raises(Refused, match="您的岗位不办理这项工作"):
        exporting.write_kept(export, silent)


@pytest.mark.parametrize(
    "changed", [{"list_key": "enterprises:gone"}, {"query": "colour=red"}, {"list_key": "cultivation:list/1999/1"}]
)
def test_a_list_that_is_gone_is_told(county_officer, three, changed):
    export = asked_export(county_officer)
    for name, value in changed.items():
        setattr(export, name, value)
    with pytest.raises(Refused, match="这张列表或它的筛选条件已有变化"):
        exporting.write_kept(export, silent)


def test_the_file_is_its_owners_alone_in_the_role_it_was_made_for(
    sign_in, county_officer, county_second, auditor, three
):
    export = exported(county_officer)
    address = f"/files/exchange.export/{export.pk}/{export.name}"
    assert len(names(body_of(sign_in(county_officer).get(address)))) == 3
    for person, sees_row in ((county_second, False), (auditor, True)):
        client = sign_in(person)
        assert client.get(address).status_code == 404
        assert (client.get(export.get_absolute_url()).status_code == 200) is sees_row
        assert (export.title in client.get(EXPORTS).content.decode()) is sees_row
    moved_away(county_officer)
    client = sign_in(User.objects.get(pk=county_officer.pk))
    assert client.get(address).status_code == 404
    assert "岗位有变化的，请按现在的权限重新导出" in client.get(export.get_absolute_url()).content.decode()


def test_exports_are_seen_by_their_owner_and_the_auditor(county_officer, county_second, auditor, nobody, three):
    export = exported(county_officer)
    seen = {person: list(scopes.exports(person)) for person in (county_officer, county_second, auditor, nobody)}
    assert seen == {county_officer: [export], county_second: [], auditor: [export], nobody: []}


# A week later


def test_after_a_week_the_file_goes_and_the_row_stays(sign_in, county_officer, three):
    old, young = exported(county_officer), exported(county_officer, query="scale=large")
    path = old.file.path
    Export.objects.filter(pk=old.pk).update(finished_at=timezone.now() - timedelta(days=7, minutes=1))
    Export.objects.filter(pk=young.pk).update(finished_at=timezone.now() - timedelta(days=6, hours=23))
    old.refresh_from_db()
    assert sign_in(county_officer).get(f"/files/exchange.export/{old.pk}/{old.name}").status_code == 404
    tasks.remove_old_exports(old.job, silent)
    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.file, old.rows, old.stage[0]) == (None, 3, "文件已到期删除")
    assert not default_storage.exists(path)
    assert young.file
    assert default_storage.exists(young.file.path)
    assert "已到期删除" in sign_in(county_officer).get(old.get_absolute_url()).content.decode()


def test_bytes_that_another_file_has_too_stay(county_officer, three):
    old, same = exported(county_officer, kind="csv"), exported(county_officer, query="q=临平", kind="csv")
    assert old.sha256 == same.sha256
    Export.objects.filter(pk=old.pk).update(finished_at=timezone.now() - timedelta(days=8))
    assert exporting.remove_old() == 1
    assert kept(same).startswith(b"\xef\xbb\xbf")


# Out, changed, in again


def reimported(by, content: bytes, name: str):
    case = actions.check_file(actions.take_in(kind_of("enterprise"), sent(content, name), by=by))
    return case.created_count, case.updated_count, case.unchanged_count, case.wrong_count


def test_a_list_that_has_become_empty_is_an_empty_file(county_officer, three):
    export = asked_export(county_officer, query="scale=large")
    Enterprise.objects.update(scale="small")
    exporting.write_kept(export, silent)
    assert (export.rows, rows_of(kept(export))[1:]) == (0, [])
    assert export.name.endswith("_共0条.xlsx")


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_an_export_comes_in_again_unchanged(sign_in, county_officer, three, kind):
    Enterprise.objects.filter(pk=three[0].pk).update(name="=一加一有限公司")
    content = body_of(sign_in(county_officer).get(LIST, {"export": kind}))
    assert reimported(county_officer, content, f"企业.{kind}") == (0, 0, 3, 0)


def test_one_changed_cell_of_an_export_is_one_update(sign_in, county_officer, three):
    content = body_of(sign_in(county_officer).get(LIST, {"export": "xlsx", "sort": "name"}))
    book = load_workbook(io.BytesIO(content))
    page = book.active
    heading = {cell.value: cell.column for cell in page[1]}
    page.cell(3, heading["规模"]).value = "中型"
    changed = io.BytesIO()
    book.save(changed)
    before = {row.pk: row.scale for row in Enterprise.objects.all()}
    case = actions.check_file(actions.take_in(kind_of("enterprise"), sent(changed.getvalue()), by=county_officer))
    assert (case.created_count, case.updated_count, case.unchanged_count, case.wrong_count) == (0, 1, 2, 0)
    actions.write(actions.confirm(case, by=county_officer))
    after = {row.pk: row.scale for row in Enterprise.objects.all()}
    assert {pk: scale for pk, scale in after.items() if before[pk] != scale} == {three[1].pk: "medium"}


# Pages


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(sign_in, county_officer, three, django_assert_num_queries, count):
    for number in range(count):
        exported(county_officer, query=f"scale={['large', 'small', 'micro'][number]}")
    client = sign_in(county_officer)
    client.get(EXPORTS)
    with django_assert_num_queries(5):
        client.get(EXPORTS)


def test_the_auditor_finds_who_took_out_people(sign_in, auditor, province_handler, county_officer, three):
    ExpertFactory(name="周一")
    body_of(sign_in(province_handler).get("/experts/", {"export": "csv"}))
    body_of(sign_in(county_officer).get(LIST, {"export": "csv"}))
    page = sign_in(auditor).get(EXPORTS, {"is_personal": "true"})
    assert page.context["title"] == "导出记录"
    rows = [row.record for row in page.context["table"].table.rows]
    assert [(row["title"], row["owner"], row["words"], row["rows"]) for row in rows] == [
        ("专家库（CSV）", province_handler.name, "全部", 1)
    ]


# Every list of the portal


def exporting_lists() -> dict[str, type[ListPage]]:
    views = {name: _view_of(name) for name in named_addresses()}
    return {name: view for name, view in views.items() if view and issubclass(view, ListPage) and view.export_name}


def _view_of(name: str):
    try:
        return getattr(resolve(reverse(name)).func, "view_class", None)
    except NoReverseMatch:
        return None


def test_lists_about_people_are_declared_so():
    assert {name for name, view in exporting_lists().items() if view.is_personal} == {
        "accounts:users",
        "enterprises:account_request_list",
        "enterprises:officer_list",
        "experts:list",
    }


def test_registers_are_read_in_bulk(stage, province_handler, administrator):
    """What is read by objects is small, or computes a column; a register added to these would be slow to export."""
    by_objects = set()
    for name in exporting_lists():
        person = administrator if name.startswith("accounts:") else province_handler
        if list_again(name, "", person, Preference()).cells().sources is None:
            by_objects.add(name)
    assert by_objects == {
        "accounts:users",
        "cultivation:entry_list",
        "cultivation:saving_list",
        "cultivation:snapshots",
        "declarations:spot_checks",
        "enterprises:award_list",
        "enterprises:figure_list",
        "enterprises:product_list",
        "experts:list",
        "experts:team_list",
        "projects:station_list",
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "pdf"},
        {"rows": None},
        {"sha256": ""},
        {"name": ""},
        {"finished_at": None},
        {"refusal": "原因"},
    ],
)
def test_postgres_refuses_a_row_that_cannot_be(county_officer, three, changes):
    export = exported(county_officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Export.objects.filter(pk=export.pk).update(**changes)
