"""A year's lists frozen: what they held, that nobody changes it, and what became of it since."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cultivation.actions import listsets
from cultivation.actions.snapshots import ask_snapshot, take_snapshot, wrong_lists
from cultivation.comparing import Comparison, paired
from cultivation.models import ListDefinition, ListSet, Snapshot, SnapshotList, SnapshotRow
from pinzibiao.casework.refusals import Refused
from pinzibiao.jobs import skeleton
from pinzibiao.regions.models import Region
from tests.cultivation.test_lists import fill, workbook
from tests.factories.cultivation import ProblemFactory

FOURTH = "质量问题（需求）清单"


@pytest.fixture
def rows(enterprise, other_enterprise, county_officer, xianju_officer, expert_user):
    return fill(enterprise, county_officer, expert_user), fill(other_enterprise, xianju_officer, expert_user)


@pytest.fixture
def freeze(province_handler):
    """Takes a snapshot of 2026 now: ``freeze("day")``."""

    def take(kind: str = "day", name: str = "快照") -> Snapshot:
        asked = ask_snapshot(by=province_handler, list_set=ListSet.objects.get(year=2026), kind=kind, name=name)
        return take_snapshot(asked, lambda *_: None)

    return take


def refused(statement: str, *values) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except DatabaseError:
        return True
    return False


def test_a_snapshot_holds_what_the_pages_show(rows, freeze, province_handler, sign_in):
    live = workbook(sign_in(province_handler).get(reverse("cultivation:lists_workbook", args=[2026])))
    shot = freeze()
    assert (shot.rows_count, shot.lists.count()) == (10, 5)
    for kept in shot.lists.all():
        head, *lines = live[f"{kept.number}{kept.name}"]
        assert kept.labels == head
        frozen = [[words or "" for words in row.cells] for row in kept.rows.order_by("-record_id")]
        assert frozen == [[as_words(cell) for cell in line] for line in lines]


def as_words(cell) -> str:
    """A workbook's cell as a snapshot writes it."""
    if isinstance(cell, date):
        return cell.isoformat()
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def test_later_changes_leave_it_as_it_was(rows, freeze, enterprise, county_officer):
    shot = freeze()
    before = list(SnapshotRow.objects.values_list("cells", flat=True))
    problem = rows[0]["problem"]
    problem.title = "改过的问题"
    problem.save()
    ProblemFactory(enterprise=enterprise, by=county_officer)
    assert list(SnapshotRow.objects.values_list("cells", flat=True)) == before
    assert wrong_lists(shot) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cultivation_snapshotrow SET cells = '{}'",
        "DELETE FROM cultivation_snapshotrow",
        "TRUNCATE cultivation_snapshotrow CASCADE",
        "UPDATE cultivation_snapshotlist SET name = '改名'",
        "DELETE FROM cultivation_snapshotlist",
        "UPDATE cultivation_snapshot SET name = '改名'",
        "UPDATE cultivation_snapshot SET taken_at = NULL, rows_count = NULL, sha256 = ''",
        (
            "INSERT INTO cultivation_snapshotrow (of_list_id, position, record_id, county_code, cells)"
            " SELECT of_list_id, position + 100, record_id + 1000000, county_code, cells FROM cultivation_snapshotrow"
        ),
        (
            "INSERT INTO cultivation_snapshotlist"
            " (snapshot_id, number, name, source, keys, labels, kinds, printed, sha256)"
            " SELECT snapshot_id, number + 50, name, source, keys, labels, kinds, printed, '' FROM cultivation_snapshotlist"
        ),
    ],
)
def test_the_database_refuses_to_change_it(statement, rows, freeze):
    shot = freeze()
    assert refused(statement)
    assert wrong_lists(shot) == []


def test_a_forged_row_is_found_by_its_hash(rows, freeze):
    shot = freeze()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE cultivation_snapshotrow DISABLE TRIGGER final")
        cursor.execute(
            "UPDATE cultivation_snapshotrow SET cells[2] = '伪造' WHERE of_list_id ="
            " (SELECT id FROM cultivation_snapshotlist WHERE number = 4)"
        )
        cursor.execute("ALTER TABLE cultivation_snapshotrow ENABLE TRIGGER final")
    assert wrong_lists(shot) == [FOURTH]
    with pytest.raises(CommandError, match=f"与冻结时不符：{shot}：{FOURTH}$"):
        call_command("verify_snapshots")


def test_the_command_counts_what_is_whole(rows, freeze, capsys):
    freeze()
    call_command("verify_snapshots")
    assert capsys.readouterr().out == "1 份快照全部完好\n"


def test_the_job_freezes_once_however_often_it_runs(rows, province_handler):
    list_set = ListSet.objects.get(year=2026)
    asked = ask_snapshot(by=province_handler, list_set=list_set, kind="day", name="快照")
    done = skeleton.run(asked.job_id)
    asked.refresh_from_db()
    done.refresh_from_db()
    assert (done.status, done.result["label"], asked.rows_count) == ("done", "已冻结 10 行，打开快照", 10)
    first = asked.sha256
    assert take_snapshot(asked, lambda *_: None).sha256 == first
    assert SnapshotRow.objects.count() == 10


def test_a_frozen_year_shows_what_was_and_takes_nothing_more(
    rows, freeze, county_officer, province_handler, enterprise, sign_in
):
    shot = freeze("year", "年度冻结")
    ProblemFactory(enterprise=enterprise, by=county_officer)
    client, owner = sign_in(county_officer), sign_in(province_handler)
    page = client.get(reverse("cultivation:list", args=[2026, 4]), follow=True)
    assert page.redirect_chain == [(reverse("cultivation:snapshot_list", args=[shot.pk, 4]), 302)]
    assert page.context["page_obj"].count == 1
    column = ListDefinition.objects.get(list_set__year=2026, number=4).columns.get(key="due_on")
    cell = reverse("cultivation:list_cell", args=[2026, 4, rows[0]["problem"].pk, column.pk])
    assert client.get(cell).status_code == client.post(cell, {"due_on": "2026-11-30"}).status_code == 403
    assert client.get(reverse("cultivation:list_bulk", args=[2026, 4])).status_code == 403
    assert owner.get(reverse("cultivation:list_column", args=[column.pk])).status_code == 403
    assert owner.post(reverse("cultivation:list_column_act", args=[column.pk, "hide"])).status_code == 403
    with pytest.raises(Refused, match="已经冻结"):
        freeze("year", "再冻结")


@pytest.mark.parametrize(
    ("person", "counts"),
    [
        ("county_officer", [1, 1, 1, 1, 1]),
        ("city_officer", [1, 1, 1, 1, 1]),
        ("taizhou_city", [1, 1, 1, 1, 1]),
        ("province_handler", [2, 2, 2, 2, 2]),
        ("auditor", [2, 2, 2, 2, 2]),
        ("zone_officer", [0, 0, 0, 0, 0]),
        ("lead_body", [0, 0, 0, 0, 0]),
    ],
)
def test_everybody_reads_the_rows_of_their_own_place(person, counts, rows, freeze, sign_in, request):
    shot = freeze()
    client = sign_in(request.getfixturevalue(person))
    sheets = workbook(client.get(reverse("cultivation:snapshot_workbook", args=[shot.pk])))
    assert [len(lines) - 1 for lines in sheets.values()] == counts
    page = client.get(reverse("cultivation:snapshot_list", args=[shot.pk, 4]))
    assert page.context["page_obj"].count == counts[3]


def test_two_snapshots_beside_each_other(
    rows, freeze, enterprise, expert_user, county_officer, province_handler, sign_in
):
    before = freeze(name="第一份")
    problem = rows[0]["problem"]
    type(problem).objects.filter(pk=problem.pk).update(title="换了说法", severity="high")
    type(problem).objects.filter(pk=rows[1]["problem"].pk).update(raised_on=date(2027, 1, 5))
    new = ProblemFactory(enterprise=enterprise, by=expert_user)
    definition = ListDefinition.objects.get(list_set__year=2026, number=4)
    listsets.show_column(definition.columns.get(key="advice"), is_shown=False, by=province_handler)
    after = freeze(name="第二份")
    fourth = next(Comparison(*pair) for pair in paired(before, after) if pair[1].number == 4)
    (changed,) = fourth.changed()
    told = [(one.label, one.before, one.after) for one in fourth.differences(changed)]
    assert told == [("问题（需求）", problem.title, "换了说法"), ("严重程度", "一般", "严重")]
    assert [row.record_id for row in fourth.added()] == [new.pk]
    assert [row.record_id for row in fourth.removed()] == [rows[1]["problem"].pk]
    assert (fourth.columns_gone(), fourth.columns_new()) == (["改进建议"], [])
    url = reverse("cultivation:snapshot_compare", args=[before.pk, after.pk])
    page = sign_in(county_officer).get(f"{url}?list=4&part=removed")
    assert [count for _, _, count in page.context["parts"]] == [1, 1, 0]
    start = reverse("cultivation:snapshot_compare_start", args=[after.pk])
    assert sign_in(county_officer).get(f"{start}?other={before.pk}").url == url


CELLS = st.lists(st.sampled_from(["", "甲", "乙", "1"]), min_size=3, max_size=3)
TABLE = st.dictionaries(st.integers(1, 6), CELLS, max_size=6)
KEYS = st.permutations(["a", "b", "c"])


@pytest.mark.django_db
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(before=TABLE, after=TABLE, keys=KEYS, later_keys=KEYS, dropped=st.integers(0, 2))
def test_what_is_told_turns_the_earlier_rows_into_the_later(before, after, keys, later_keys, dropped, province_handler):
    """For any two snapshots: take away what was removed, add what was added, change what changed."""
    later_keys = later_keys[dropped:]
    with transaction.atomic():
        one = _kept(province_handler, keys, before)
        other = _kept(province_handler, later_keys, {key: cells[dropped:] for key, cells in after.items()})
        comparison = Comparison(one, other)
        replayed = {key: dict(zip(keys, cells, strict=True)) for key, cells in before.items()}
        for row in comparison.removed():
            del replayed[row.record_id]
        for row in comparison.changed():
            differences = comparison.differences(row)
            assert differences
            for told in differences:
                assert replayed[row.record_id][told.label] == told.before != told.after
                replayed[row.record_id][told.label] = told.after
        for row in comparison.added():
            assert row.record_id not in replayed
            replayed[row.record_id] = dict(zip(later_keys, row.cells, strict=True))
        wanted = {row.record_id: dict(zip(later_keys, row.cells, strict=True)) for row in other.rows.all()}
        common = set(keys) & set(later_keys)
        assert {key: {name: row[name] for name in common} for key, row in replayed.items()} == wanted
        transaction.set_rollback(True)


def _kept(by, keys: list[str], table: dict) -> SnapshotList:
    list_set = ListSet.objects.get(year=2026)
    shot = Snapshot.objects.create(list_set=list_set, kind="day", name="试", asked_by=by)
    kept = SnapshotList.objects.create(
        snapshot=shot, number=1, name="试", source="problems", keys=keys, labels=keys,
        kinds=["text"] * len(keys), printed=[True] * len(keys),
    )  # fmt: skip
    county = Region.objects.get(pk="330113")
    SnapshotRow.objects.bulk_create(
        SnapshotRow(of_list=kept, position=key, record_id=key, county=county, cells=cells)
        for key, cells in table.items()
    )
    return kept
