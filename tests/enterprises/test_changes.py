"""A new name, another county: what is kept of the old, who may, and what goes along."""

from contextlib import nullcontext
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from declarations.models import Declaration
from enterprises import actions, moves
from enterprises.models import Enterprise
from enterprises.models.placed import Placed
from enterprises.search import search
from pinzibiao.casework.actions import events_of
from pinzibiao.casework.refusals import Refused
from pinzibiao.regions.fields import InCounty
from pinzibiao.regions.models import Region
from projects.models import Project
from tests.cast import HANGZHOU, LINPING, XIANJU
from tests.factories import cultivation as grow
from tests.factories import enterprises as make
from tests.factories.visits import visit_at

MARCH, MAY = date(2024, 3, 1), date(2024, 5, 1)
NEW = "杭州新名医药有限公司"


def _names(enterprise):
    return list(enterprise.earlier_names.values_list("name", "used_from", "used_until"))


@pytest.fixture
def xianju(stage) -> Region:
    return Region.objects.get(pk=XIANJU)


# A new name


def test_the_old_name_is_kept_with_its_days_and_still_found(enterprise, county_officer):
    old = enterprise.name
    actions.rename_enterprise(enterprise, NEW, MARCH, by=county_officer)
    actions.rename_enterprise(enterprise, "浙江又名医药有限公司", MAY, by=county_officer)
    enterprise.refresh_from_db()
    assert enterprise.name == "浙江又名医药有限公司"
    assert _names(enterprise) == [(NEW, MARCH, MAY), (old, None, MARCH)]
    for words in (old, NEW, "又名医药"):
        assert list(search(Enterprise.objects.all(), words)) == [enterprise]
    event = events_of(enterprise).last()
    assert (event.action, event.by_id, event.desk) == ("rename", county_officer.pk, "county")
    assert event.data == {"from": NEW, "to": enterprise.name, "on": "2024-05-01"}


def test_a_typing_mistake_mended_in_the_form_is_no_new_name(sign_in, enterprise, county_officer):
    client, address = sign_in(county_officer), f"{enterprise.get_absolute_url()}edit/"
    typed = {"name": NEW, "industry": str(enterprise.industry), "scale": enterprise.scale}
    client.post(address, typed | {"version": client.get(address).context["version"]})
    enterprise.refresh_from_db()
    assert (enterprise.name, _names(enterprise)) == (NEW, [])


@pytest.mark.parametrize(
    ("name", "on", "words"),
    [("浙江临平试验医药有限公司", MAY, "新名称与现名称相同"), (NEW, MARCH - timedelta(days=1), "不能早于这一天")],
)
def test_a_name_that_is_none_is_refused(enterprise, county_officer, name, on, words):
    enterprise.earlier_names.create(name="更早的名称", used_until=MARCH)
    with pytest.raises(Refused, match=words):
        actions.rename_enterprise(enterprise, name, on, by=county_officer)
    enterprise.refresh_from_db()
    assert (enterprise.name, len(_names(enterprise))) == ("浙江临平试验医药有限公司", 1)


@pytest.mark.parametrize("person", ["province_handler", "city_officer", "xianju_officer", "clerk"])
def test_only_its_county_renames(request, enterprise, person):
    with pytest.raises(Refused, match="属地市场监管局"):
        actions.rename_enterprise(enterprise, NEW, MAY, by=request.getfixturevalue(person))


def test_renaming_on_its_page(sign_in, enterprise, county_officer):
    old, client, address = enterprise.name, sign_in(county_officer), f"{enterprise.get_absolute_url()}rename/"
    assert client.get(address).status_code == 200
    later = timezone.localdate() + timedelta(days=1)
    assert client.post(address, {"name": NEW, "on": later.isoformat()}).status_code == 422
    assert client.post(address, {"name": "好药🎉", "on": "2024-05-01"}).status_code == 422
    assert client.post(address, {"name": NEW, "on": "2024-05-01"}).url == enterprise.get_absolute_url()
    page = client.get(enterprise.get_absolute_url()).content.decode()
    assert f"{old}（2024-05-01 止）" in page
    entries = client.get(f"{enterprise.get_absolute_url()}history/").context["entries"]
    assert ("新增", f"曾用名「{old}」", "林县经") in {(one.act, one.subject, one.who) for one in entries}


# Another county


def _open_and_closed(enterprise, county, second, member, expert_user) -> dict[str, tuple]:
    """One open and one closed case of every kind that moves, and what stays as it is."""
    product = make.ProductFactory(enterprise=enterprise)
    own = {"enterprise": enterprise, "by": county}
    problems = [grow.ProblemFactory(**own) for _ in "ab"]
    grow.walk_problem(problems[1], "not_adopted", enterprise=member, county=county, second=second)
    measures = [grow.MeasureFactory(**own, problems=problems[:1]) for _ in "ab"]
    grow.walk_measure(measures[1], "dropped", county=county, second=second)
    left = grow.walk_entry(grow.LibraryEntryFactory(**own), "left", county=county)
    return {
        "自我声明": tuple(
            Declaration.objects.create(
                enterprise=enterprise, product=product, county_id=LINPING, prepared_by=member, status=status
            )
            for status in ("draft", "failed")
        ),
        "培育企业": (grow.LibraryEntryFactory(**own), left),
        "质量问题": tuple(problems),
        "帮扶措施": tuple(measures),
        "对标产品": tuple(
            grow.BenchmarkProductFactory(enterprise=enterprise, reached_value=value) for value in (None, 8)
        ),
        "标准研制计划": tuple(
            grow.StandardPlanFactory(enterprise=enterprise, published_on=day) for day in (None, MARCH)
        ),
        "质量帮扶": tuple(
            visit_at(status, enterprise, expert_user, county=county, member=member)
            for status in ("planned", "cancelled")
        ),
        "开户申请": (make.AccountRequestFactory(uscc=enterprise.uscc), make.AccountRequestFactory()),
    }


def test_open_cases_go_along_and_closed_ones_stay(
    enterprise, county_officer, county_second, clerk, expert_user, xianju
):
    pairs = _open_and_closed(enterprise, county_officer, county_second, clerk, expert_user)
    project = Project.objects.create(
        title="攻坚",
        kind="breakthrough",
        year=2024,
        office_id=LINPING,
        enterprise=enterprise,
        created_by=county_officer,
    )
    elsewhere = Project.objects.create(
        title="市级",
        kind="breakthrough",
        year=2024,
        office_id=HANGZHOU,
        enterprise=enterprise,
        created_by=county_officer,
    )
    assert {label for label, _, _ in moves.waiting(enterprise)} == {*pairs, "质量攻坚项目"}
    step = actions.move_enterprise(enterprise, xianju, MAY, by=county_officer, reason="住所迁移")
    found = {}
    for label, rows in pairs.items():
        for row in rows:
            row.refresh_from_db()
        found[label] = tuple(row.county_id for row in rows)
    assert found == dict.fromkeys(pairs, (XIANJU, LINPING))
    for row in (enterprise, project, elsewhere):
        row.refresh_from_db()
    assert (project.office_id, elsewhere.office_id) == (XIANJU, HANGZHOU)
    assert (enterprise.county_id, enterprise.city_code) == (XIANJU, "331000")
    assert pairs["自我声明"][0].city_code == "331000"
    assert (step.from_county_id, step.to_county_id, step.case_count, step.by) == (LINPING, XIANJU, 9, county_officer)
    event = events_of(enterprise).get()
    assert (event.action, event.county_code, event.desk) == ("move_region", LINPING, "county")
    assert event.data["cases"] == dict.fromkeys((*pairs, "质量攻坚项目"), 1)


def test_cases_of_another_enterprise_stay(enterprise, other_enterprise, county_officer, xianju_officer, xianju):
    other = grow.LibraryEntryFactory(enterprise=make.EnterpriseFactory(), by=county_officer)
    actions.move_enterprise(enterprise, xianju, MAY, by=county_officer, reason="住所迁移")
    other.refresh_from_db()
    assert other.county_id == LINPING


def _has_cases(model) -> bool:
    """Rows with a county of their own; what merely lies with its enterprise follows it in the database."""
    return issubclass(model, InCounty) and not issubclass(model, Placed)


def test_every_kind_of_case_in_a_county_moves_along(enterprise):
    """A new kind of row with a county and an enterprise must say what of it is open."""
    kept = {"enterprises.AccountRequest", "enterprises.Enterprise", "projects.NqiStation"}
    # What was saved and what was frozen stay with the place that had the enterprise then.
    kept |= {"cultivation.Saving", "cultivation.SnapshotRow"}
    scoped = {model._meta.label for model in apps.get_models() if _has_cases(model)} - kept
    moving = {kind.open_cases(enterprise).model._meta.label for kind in moves.registered()}
    assert scoped - moving == set()


@pytest.mark.parametrize(
    ("county", "on", "words"),
    [(LINPING, MAY, "请选择迁入地"), (XIANJU, MARCH - timedelta(days=1), "不能早于这一天")],
)
def test_a_move_that_is_none_is_refused(enterprise, county_officer, province_handler, county, on, words):
    hangzhou, back = Region.objects.get(pk="330106"), Region.objects.get(pk=LINPING)
    actions.move_enterprise(enterprise, hangzhou, MARCH, by=county_officer, reason="迁出")
    actions.move_enterprise(enterprise, back, MARCH, by=province_handler, reason="迁回")
    with pytest.raises(Refused, match=words):
        actions.move_enterprise(enterprise, Region.objects.get(pk=county), on, by=county_officer, reason="再迁")
    assert enterprise.moves.count() == 2


@pytest.mark.parametrize(
    ("person", "may"),
    [
        ("county_officer", True),
        ("province_handler", True),
        ("city_officer", False),
        ("xianju_officer", False),
        ("clerk", False),
    ],
)
def test_who_moves_an_enterprise(request, enterprise, xianju, person, may):
    by = request.getfixturevalue(person)
    with nullcontext() if may else pytest.raises(Refused, match="现属地或省级"):
        actions.move_enterprise(enterprise, xianju, MAY, by=by, reason="住所迁移")
    enterprise.refresh_from_db()
    assert enterprise.county_id == (XIANJU if may else LINPING)


def test_the_page_says_what_goes_along_and_who_gave_away_sees_it_no_more(sign_in, enterprise, county_officer):
    grow.LibraryEntryFactory(enterprise=enterprise, by=county_officer)
    client, address = sign_in(county_officer), f"{enterprise.get_absolute_url()}move/"
    page = client.get(address)
    assert page.context["waiting"] == [("培育企业", 1, "家")]
    choices = [code for _, group in page.context["form"].fields["county"].choices[1:] for code, _ in group]
    assert XIANJU in choices
    assert not {LINPING, "330100"} & set(choices)
    typed = {"county": XIANJU, "on": "2024-05-01", "reason": "住所迁至仙居"}
    assert client.post(address, typed | {"reason": ""}).status_code == 422
    assert client.post(address, typed | {"county": LINPING}).status_code == 422
    assert client.post(address, typed).url == "/enterprises/"
    assert client.get(enterprise.get_absolute_url()).status_code == 404


def test_the_page_of_the_enterprise_tells_its_places(sign_in, enterprise, county_officer, province_handler, xianju):
    actions.move_enterprise(enterprise, xianju, MAY, by=county_officer, reason="住所迁至仙居")
    page = sign_in(province_handler).get(enterprise.get_absolute_url())
    panel = next(panel for panel in page.context["panels"] if panel.title == "属地沿革")
    cells = [[str(value) for _, _, value in row["cells"]] for row in panel.context["rows"]]
    assert cells == [["2024-05-01", "临平区", "仙居县", "住所迁至仙居", "0"]]
