"""The register of standards: numbers, stages, publishers, drafters; what each person finds."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from enterprises import actions
from enterprises.models import Standard, StandardDrafter, StandardPublisher, StandardStage
from pinzibiao.casework.refusals import Refused
from tests.factories import enterprises as make

LIST = "/enterprises/standards/"
NEW = f"{LIST}new/"
DAY = timedelta(days=1)


def errors(page) -> dict:
    return {name: " ".join(found) for name, found in page.context["form"].errors.items()}


def version(client, address) -> dict:
    return {"version": client.get(address).context["version"]}


def numbers(page) -> list[str]:
    return [row.record.number for row in page.context["table"].table.rows]


def written(**changes) -> dict:
    return {
        "number": "t/zzb 0123-2020",
        "title": "一次性使用输液器",
        "stage": "in_force",
        "published_on": "2020-03-01",
        "in_force_on": "2020-04-01",
    } | changes


def stages(standard) -> list:
    return list(standard.stages.values_list("stage", "entered_on"))


def drafters(standard) -> list:
    rows = standard.drafters.values_list("position", "enterprise__name", "organisation_name")
    return list(rows.order_by("position"))


# Registering and mending


def test_the_province_keeps_the_standards(sign_in, province_handler, enterprise):
    client = sign_in(province_handler)
    page = client.post(NEW, written(drafters=f"{enterprise.name}\n浙江省标准化研究院"))
    made = Standard.objects.get()
    assert page.url == made.get_absolute_url()
    assert (made.number, made.lead_drafter) == ("T/ZZB 0123—2020", enterprise)
    assert drafters(made) == [(1, enterprise.name, ""), (2, None, "浙江省标准化研究院")]
    assert stages(made) == [("published", date(2020, 3, 1)), ("in_force", date(2020, 4, 1))]
    address = f"{made.get_absolute_url()}edit/"
    typed = written(withdrawn_on="2024-01-01", published_on="2020-02-01", drafters=f"某协会\n{enterprise.uscc}")
    assert client.post(address, typed | version(client, address)).status_code == 302
    made.refresh_from_db()
    assert (made.withdrawn_on, made.stage, made.lead_drafter) == (date(2024, 1, 1), "in_force", None)
    assert drafters(made) == [(1, None, "某协会"), (2, enterprise.name, "")]
    assert stages(made) == [("published", date(2020, 2, 1)), ("in_force", date(2020, 4, 1))]


def test_a_standard_that_is_not_published_yet_says_since_when_it_is_in_its_stage(sign_in, province_handler):
    client = sign_in(province_handler)
    typed = written(stage="drafting", published_on="", in_force_on="")
    assert "进入该阶段的日期" in errors(client.post(NEW, typed))["stage_entered_on"]
    client.post(NEW, typed | {"stage_entered_on": "2020-01-05"})
    assert stages(Standard.objects.get()) == [("drafting", date(2020, 1, 5))]


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"number": "GB 123"}, "number", "T/ZZB 0123—2020"),
        ({"number": "甲" * 10_000}, "number", "现有 10000 字"),
        ({"published_on": "2999-01-01"}, "published_on", "日期不能晚于今天"),
        ({"in_force_on": "2019-01-01"}, "in_force_on", "实施日期不能早于发布日期"),
        ({"withdrawn_on": "2019-01-01"}, "withdrawn_on", "废止日期不能早于发布日期"),
        ({"published_on": ""}, "published_on", "请填写发布日期"),
        ({"drafters": "91330113MA2ABC125G"}, "drafters", "企业库中没有统一社会信用代码"),
        ({"drafters": "甲协会\n甲协会"}, "drafters", "写了两次"),
        ({"drafters": "甲" * 121}, "drafters", "最多 120 字"),
        ({"drafters": "\n".join(f"协会{n}" for n in range(61))}, "drafters", "最多 60 家"),
        ({"drafters": "协会<b>"}, "drafters", "尖括号"),
    ],
)
def test_bad_standards(sign_in, province_handler, changes, field, words):
    page = sign_in(province_handler).post(NEW, written(**changes))
    assert page.status_code == 422
    assert words in errors(page)[field]
    assert not Standard.objects.exists()


def test_one_number_is_registered_once(sign_in, province_handler):
    make.StandardFactory(number="T/ZZB 0123—2020")
    page = sign_in(province_handler).post(NEW, written())
    assert "已登记" in errors(page)["number"]


def test_the_database_holds_one_form_of_a_number(db):
    with pytest.raises(IntegrityError, match="standard_number_form"), transaction.atomic():
        make.StandardFactory(number="T/ZZB 0123-2020")


@pytest.mark.parametrize("person", ["city_officer", "county_officer", "clerk", "auditor"])
def test_others_only_read_standards(request, sign_in, person):
    row = make.StageFactory()
    client, base = sign_in(request.getfixturevalue(person)), row.standard.get_absolute_url()
    assert client.get(base).status_code == 200
    assert client.get("/enterprises/standards/publishers/").status_code == 200
    for address in (NEW, f"{base}edit/", f"{base}stages/new/", f"{base}stages/{row.pk}/delete/"):
        assert client.post(address, written()).status_code == 403
    assert client.post("/enterprises/standards/publishers/new/", {}).status_code == 403


# Stages


def test_a_stage_is_entered_with_its_day_and_the_latest_is_the_present_one(sign_in, province_handler):
    standard = make.StandardFactory(stage="proposed", published_on=None, in_force_on=None)
    client, address = sign_in(province_handler), f"{standard.get_absolute_url()}stages/new/"
    for stage, day, now in (
        ("consulting", "2021-05-01", "consulting"),
        ("drafting", "2021-02-01", "consulting"),
        ("published", "2021-08-01", "published"),
        ("in_force", "2021-09-01", "in_force"),
    ):
        typed = {"stage": stage, "entered_on": day, "note": "评审会"}
        assert client.post(address, typed).url == standard.get_absolute_url()
        standard.refresh_from_db()
        assert standard.stage == now
    assert (standard.published_on, standard.in_force_on) == (date(2021, 8, 1), date(2021, 9, 1))
    assert [stage for stage, _ in stages(standard)] == ["drafting", "consulting", "published", "in_force"]
    page = client.get(standard.get_absolute_url()).content.decode()
    assert page.count("评审会") == 4


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"stage": "in_force", "entered_on": "2021-01-01"}, "请先登记「批准发布」"),
        ({"stage": "drafting", "entered_on": "2999-01-01"}, "日期不能晚于今天"),
        ({"stage": "drafting", "entered_on": "2021-03-01"}, "已登记"),
        ({"stage": "published", "entered_on": "2013-12-31"}, "起止日期不含"),
    ],
)
def test_stages_that_cannot_be(sign_in, province_handler, typed, words):
    publisher = make.PublisherFactory(valid_from=date(2014, 1, 1))
    standard = make.StandardFactory(stage="drafting", published_on=None, in_force_on=None, publisher=publisher)
    make.StageFactory(standard=standard, entered_on=date(2021, 3, 1))
    page = sign_in(province_handler).post(f"{standard.get_absolute_url()}stages/new/", typed)
    assert words in errors(page)["entered_on"]
    assert standard.stages.count() == 1


def test_a_stage_written_down_by_mistake_is_deleted_and_a_day_of_its_own_is_not(sign_in, province_handler):
    standard = make.StandardFactory(stage="review", published_on=None, in_force_on=None)
    make.StageFactory(standard=standard, stage="drafting", entered_on=date(2021, 3, 1))
    wrong = make.StageFactory(standard=standard, stage="review", entered_on=date(2021, 5, 1))
    client = sign_in(province_handler)
    client.post(f"{standard.get_absolute_url()}stages/{wrong.pk}/delete/")
    standard.refresh_from_db()
    assert (standard.stage, stages(standard)) == ("drafting", [("drafting", date(2021, 3, 1))])
    actions.enter_stage(standard, "published", date(2021, 6, 1), by=province_handler)
    own = standard.stages.get(stage="published")
    assert client.post(f"{standard.get_absolute_url()}stages/{own.pk}/delete/").status_code == 404
    with pytest.raises(Refused, match="请在标准的“修改”中更正"):
        actions.forget_stage(own, by=province_handler)


def test_a_standard_comes_into_force_on_its_day(db):
    today = timezone.localdate()
    standard = make.StandardFactory(stage="published", published_on=today - DAY, in_force_on=today + DAY)
    actions.sync_stages([standard.pk])
    assert [actions.put_in_force(), actions.put_in_force()] == [0, 0]
    Standard.objects.filter(pk=standard.pk).update(in_force_on=today)
    assert [actions.put_in_force(), actions.put_in_force()] == [1, 0]
    assert stages(standard) == [("published", today - DAY), ("in_force", today)]


def test_syncing_again_changes_nothing(db):
    standard = make.StandardFactory()
    actions.sync_stages([standard.pk])
    before = list(StandardStage.objects.values()), StandardStage.pgh_event_model.objects.count()
    actions.sync_stages([standard.pk])
    assert (list(StandardStage.objects.values()), StandardStage.pgh_event_model.objects.count()) == before


# Publishers


def test_a_publisher_has_its_days(sign_in, province_handler):
    client = sign_in(province_handler)
    typed = {"name": "试验促进会", "valid_from": "2014-01-01", "valid_to": "2019-12-31"}
    assert client.post("/enterprises/standards/publishers/new/", typed).status_code == 302
    publisher = StandardPublisher.objects.get()
    page = client.post(NEW, written(publisher=publisher.pk))
    assert "起止日期不含发布日期" in errors(page)["publisher"]
    client.post(NEW, written(publisher=publisher.pk, published_on="2019-12-31"))
    assert Standard.objects.get().publisher == publisher
    address = f"/enterprises/standards/publishers/{publisher.pk}/edit/"
    page = client.post(address, typed | {"valid_to": "2019-12-30"} | version(client, address))
    assert "有 1 项由它发布的标准" in errors(page)["__all__"]
    page = client.post(address, typed | {"valid_to": "2013-01-01"} | version(client, address))
    assert "停用日期不能早于启用日期" in errors(page)["__all__"]


# Finding


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=0123-2020", ["T/ZZB 0123—2020"]),
        ("q=zzb0123", ["T/ZZB 0123—2020"]),
        ("q=输液", ["T/ZZB 0123—2020"]),
        ("validity=current", ["T/ZZB 0123—2020"]),
        ("validity=withdrawn", ["T/ZZB 0456—2018"]),
        ("stage=drafting", ["T/ZZB 0789—2026"]),
        ("year=2018", ["T/ZZB 0456—2018"]),
        ("published_on_after=2019-01-01", ["T/ZZB 0123—2020"]),
        ("region=331000", ["T/ZZB 0456—2018"]),
        ("publisher={publisher}", ["T/ZZB 0123—2020"]),
        ("sort=published_on", ["T/ZZB 0456—2018", "T/ZZB 0123—2020", "T/ZZB 0789—2026"]),
    ],
)
def test_finding_standards(sign_in, province_handler, other_enterprise, query, found):
    publisher = make.PublisherFactory()
    make.StandardFactory(
        number="T/ZZB 0123—2020", title="一次性使用输液器", published_on=date(2020, 3, 1), publisher=publisher
    )
    make.StandardFactory(
        number="T/ZZB 0456—2018",
        title="敷料",
        published_on=date(2018, 3, 1),
        withdrawn_on=date(2024, 1, 1),
        lead_drafter=other_enterprise,
    )
    make.StandardFactory(number="T/ZZB 0789—2026", title="支架", stage="drafting", published_on=None, in_force_on=None)
    page = sign_in(province_handler).get(f"{LIST}?{query.format(publisher=publisher.pk)}")
    assert numbers(page) == found


def test_published_and_current_are_two_figures(sign_in, clerk):
    first = make.StandardFactory()
    make.ProductFactory.create_batch(2, standard=first)
    make.StandardFactory(withdrawn_on=date(2024, 1, 1))
    make.StandardFactory(stage="drafting", published_on=None, in_force_on=None)
    assert sign_in(clerk).get(LIST).context["lead"] == "累计发布 2 项，其中现行有效 1 项。"


def test_the_list_names_who_leads(sign_in, clerk, enterprise):
    standard = make.StandardFactory()
    StandardDrafter.objects.create(standard=standard, position=1, organisation_name="某协会")
    StandardDrafter.objects.create(standard=standard, position=2, enterprise=enterprise)
    row = sign_in(clerk).get(LIST).context["table"].table.rows[0].record
    assert row.lead == "某协会"


def test_a_standard_shows_products_and_drafters_of_the_scope_only(
    sign_in, county_officer, enterprise, other_enterprise
):
    standard = make.StandardFactory()
    make.ProductFactory(enterprise=enterprise, standard=standard, name="我县产品")
    make.ProductFactory(enterprise=other_enterprise, standard=standard, name="外县产品")
    for position, one in enumerate((other_enterprise, enterprise), 1):
        StandardDrafter.objects.create(standard=standard, position=position, enterprise=one)
    page = sign_in(county_officer).get(standard.get_absolute_url())
    assert "我县产品" in page.content.decode()
    assert "外县产品" not in page.content.decode()
    rows = page.context["panels"][1].context["rows"]
    assert [(row["cells"][0][2], row["cells"][1][2], row["url"]) for row in rows] == [
        (other_enterprise.name, "主要起草", ""),
        (enterprise.name, "参与起草", enterprise.get_absolute_url()),
    ]
