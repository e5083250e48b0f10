"""The pages of the expert library: what they list, save and refuse."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from experts.models import Expert, ExpertTeam, Interest, Organisation
from experts.states import ExpertStatus
from pinzibiao.casework.actions import events_of
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.experts import (
    ExpertFactory,
    InterestFactory,
    OrganisationFactory,
    TeamAssignmentFactory,
    TeamFactory,
    TeamMemberFactory,
    expert_at,
)

LIST = reverse("experts:list")


def names(response) -> list[str]:
    return [row.record.name for row in response.context["table"].table.rows]


def expert_data(**changes) -> dict:
    return {
        "name": "周推荐",
        "unit": "杭州市质量技术监督检测院",
        "birth_year": "1980",
        "region": "330113",
        "fields_known": ["technology"],
        "recommended_by": "杭州市市场监督管理局",
    } | changes


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_as_often_for_three_as_for_one(
    count, province_handler, sign_in, django_assert_num_queries
):
    for _ in range(count):
        ExpertFactory()
    client = sign_in(province_handler)
    client.get(LIST)
    with django_assert_num_queries(7):
        response = client.get(LIST)
    assert len(names(response)) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_teams_ask_as_often_for_three_as_for_one(count, county_officer, sign_in, django_assert_num_queries):
    for _ in range(count):
        team = TeamFactory(sponsor=OrganisationFactory())
        TeamMemberFactory(team=team)
        TeamAssignmentFactory(team=team)
    client = sign_in(county_officer)
    client.get(reverse("experts:team_list"))
    with django_assert_num_queries(8):
        response = client.get(reverse("experts:team_list"))
    assert [row.record.member_count for row in response.context["table"].table.rows] == [1] * count


@pytest.mark.parametrize("count", [1, 3])
def test_the_organisations_ask_as_often_for_three_as_for_one(count, county_officer, sign_in, django_assert_num_queries):
    for _ in range(count):
        OrganisationFactory(region_id="330100")
    client = sign_in(county_officer)
    client.get(reverse("experts:organisation_list"))
    with django_assert_num_queries(6):
        response = client.get(reverse("experts:organisation_list"))
    assert len(names(response)) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_an_expert_asks_as_often_with_three_ties_as_with_one(
    count, province_handler, enterprise, sign_in, django_assert_num_queries
):
    expert = ExpertFactory()
    for _ in range(count):
        InterestFactory(expert=expert, enterprise=EnterpriseFactory())
        TeamMemberFactory(expert=expert)
    client = sign_in(province_handler)
    client.get(expert.get_absolute_url())
    with django_assert_num_queries(10):
        client.get(expert.get_absolute_url())


def test_the_filters_narrow(province_handler, enterprise, sign_in):
    from enterprises.models import Industry

    here = expert_at("listed", province=province_handler, name="甲", unit="甲院", fields=["brand"], region_id="330113")
    there = expert_at(
        "suspended", province=province_handler, name="乙", unit="乙院", fields=["management"], region_id="331000"
    )
    here.industries.set([Industry.objects.get(code="C2770"), Industry.objects.get(code="C277")])
    there.industries.set([Industry.objects.get(code="C14")])
    client = sign_in(province_handler)
    for query, expected in (
        ("q=甲院", ["甲"]),
        ("field=brand", ["甲"]),
        ("industry=C27", ["甲"]),
        ("region=330100", ["甲"]),
        ("region=331000", ["乙"]),
        ("status=suspended", ["乙"]),
        ("", ["乙", "甲"]),
    ):
        assert names(client.get(f"{LIST}?{query}")) == expected, query
    assert client.get(f"{LIST}?nonsense=1").status_code == 400


def test_the_export_gives_the_rows_seen(province_handler, sign_in):
    ExpertFactory(name="周一"), ExpertFactory(name="吴二")
    response = sign_in(province_handler).get(f"{LIST}?export=csv&q=周")
    lines = b"".join(response).decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["姓名", "周一"]


def test_a_city_recommends_for_its_own_places(city_officer, sign_in):
    client = sign_in(city_officer)
    refused = client.post(reverse("experts:create"), expert_data(region="331024"))
    assert refused.status_code == 422
    assert refused.context["form"].errors == {"region": ["所选内容不在可选范围内，请从列表中重新选择。"]}
    assert refused.context["form"]["name"].value() == "周推荐"
    response = client.post(reverse("experts:create"), expert_data(term_to="2040-01-01"))
    expert = Expert.objects.get()
    assert response.url == expert.get_absolute_url()
    assert (expert.status, expert.fields, expert.term_to) == (ExpertStatus.PENDING, ["technology"], None)
    assert [event.label for event in events_of(expert)] == ["推荐"]


def test_a_city_changes_its_own_recommendation_until_it_is_listed(
    city_officer, taizhou_city, province_handler, sign_in
):
    expert = ExpertFactory()
    url = reverse("experts:edit", args=[expert.pk])
    assert sign_in(taizhou_city).get(url).status_code == 403
    client = sign_in(city_officer)
    page = client.get(url)
    assert page.status_code == 200
    data = expert_data(name="改名", version=page.context["version"])
    assert client.post(url, data).status_code == 302
    expert.refresh_from_db()
    assert expert.name == "改名"
    assert "姓名" in events_of(expert).last().comment
    from experts import actions

    actions.take(expert, "list", by=province_handler)
    assert client.get(url).status_code == 403


def test_bad_input_is_told_and_nothing_is_lost(province_handler, sign_in):
    data = expert_data(
        name="㐀<script>", mobile="12345", birth_year="1820", qualifications="长" * 300, fields_known=["x"]
    )
    response = sign_in(province_handler).post(reverse("experts:create"), data)
    form = response.context["form"]
    assert response.status_code == 422
    assert set(form.errors) == {"mobile", "birth_year", "qualifications", "fields_known"}
    assert "最多 200 字，现有 300 字，请删减 100 字。" in form.errors["qualifications"][0]
    assert "㐀&lt;script&gt;" in response.content.decode()
    assert Expert.objects.count() == 0


def test_an_expert_declares_an_interest_by_code_or_whole_name(expert_user, enterprise, other_enterprise, sign_in):
    client = sign_in(expert_user)
    url = reverse("experts:interest_create", args=[expert_user.expert.pk])
    for words in (enterprise.uscc, other_enterprise.name):
        assert client.post(url, {"enterprise": words, "kind": "advised"}).status_code == 302
    assert {one.enterprise for one in Interest.objects.all()} == {enterprise, other_enterprise}
    part = client.post(url, {"enterprise": "浙江临平", "kind": "advised"})
    assert part.status_code == 422
    assert part.context["form"].errors == {
        "enterprise": ["没有找到这家企业。请填写 18 位统一社会信用代码，或核对企业全称是否一字不差。"]
    }
    assert part.context["form"]["enterprise"].value() == "浙江临平"
    future = client.post(url, {"enterprise": enterprise.uscc, "kind": "kin", "since": "2099-01-01"})
    assert future.context["form"].errors == {"since": ["开始日期不能晚于今天，请改为实际日期。"]}


def test_an_expert_ends_an_interest(expert_user, enterprise, sign_in):
    interest = InterestFactory(expert=expert_user.expert, enterprise=enterprise)
    url = reverse("experts:interest_end", args=[expert_user.expert.pk, interest.pk])
    client = sign_in(expert_user)
    assert client.post(url, {"until": "2099-01-01"}).status_code == 422
    assert client.post(url, {"until": "2025-06-30"}).status_code == 302
    interest.refresh_from_db()
    assert interest.until == date(2025, 6, 30)


def test_an_expert_does_not_rewrite_what_was_declared(expert_user, province_handler, enterprise, sign_in):
    interest = InterestFactory(expert=expert_user.expert, enterprise=enterprise, kind="kin")
    url = reverse("experts:interest_edit", args=[expert_user.expert.pk, interest.pk])
    form = {"enterprise": enterprise.uscc, "kind": "other", "until": "2010-01-01"}
    assert sign_in(expert_user).post(url, form).status_code == 403
    assert url not in sign_in(expert_user).get(expert_user.expert.get_absolute_url()).content.decode()
    interest.refresh_from_db()
    assert (interest.kind, interest.until) == ("kin", None)
    assert sign_in(province_handler).post(url, form).status_code == 302


def test_interests_show_only_enterprises_of_ones_own_place(
    expert_user, enterprise, other_enterprise, county_officer, xianju_officer, province_handler, sign_in
):
    InterestFactory(expert=expert_user.expert, enterprise=enterprise)
    InterestFactory(expert=expert_user.expert, enterprise=other_enterprise)
    url = expert_user.expert.get_absolute_url()
    seen = {
        who.name: {e.name for e in (enterprise, other_enterprise) if e.name in sign_in(who).get(url).content.decode()}
        for who in (county_officer, xianju_officer, province_handler, expert_user)
    }
    both = {enterprise.name, other_enterprise.name}
    assert seen == {"林县经": {enterprise.name}, "仙县经": {other_enterprise.name}, "沈省经": both, "张专甲": both}


def test_the_province_keeps_a_team_from_the_pages(province_handler, lead_organisation, sign_in):
    client = sign_in(province_handler)
    partner = OrganisationFactory()
    url = reverse("experts:team_create")
    wrong = client.post(
        url, {"name": "服务团", "lead_organisation": lead_organisation.pk, "partners": [lead_organisation.pk]}
    )
    assert wrong.context["form"].errors == {"partners": [f"{lead_organisation}已是牵头单位，请在联合单位中去掉。"]}
    client.post(url, {"name": "服务团", "lead_organisation": lead_organisation.pk, "partners": [partner.pk]})
    team = ExpertTeam.objects.get()
    assert list(team.partners.all()) == [partner]
    expert = expert_at("listed", province=province_handler)
    pending = ExpertFactory()
    member_url = reverse("experts:team_member_create", args=[team.pk])
    refused = client.post(member_url, {"expert": pending.name, "part": "member"})
    assert refused.status_code == 422 and team.memberships.count() == 0
    client.post(member_url, {"expert": f"{expert.name}（{expert.unit}）", "part": "leader"})
    assert team.memberships.get().expert == expert
    again = client.post(member_url, {"expert": expert.name, "part": "member"})
    assert again.context["form"].non_field_errors() == [f"{expert}已在团队中，无需重复添加。"]
    client.post(reverse("experts:assignment_create", args=[team.pk]), {"region": "330113", "since": "2023-03-01"})
    assignment = team.assignments.get()
    client.post(reverse("experts:assignment_end", args=[team.pk, assignment.pk]), {"until": "2024-03-01"})
    page = client.get(team.get_absolute_url()).content.decode()
    assert "临平区" in page and "2024-03-01" in page
    client.post(reverse("experts:team_member_remove", args=[team.pk, team.memberships.get().pk]))
    assert team.memberships.count() == 0


def test_who_joins_a_team_is_in_its_trail(province_handler, lead_organisation, sign_in):
    client = sign_in(province_handler)
    client.post(reverse("experts:team_create"), {"name": "甲队", "lead_organisation": lead_organisation.pk})
    team = ExpertTeam.objects.get()
    url = reverse("experts:team_edit", args=[team.pk])
    partner = Organisation.objects.create(name="浙江省质科院", kind="testing")
    data = {"name": "甲队", "lead_organisation": lead_organisation.pk, "partners": [partner.pk]}
    client.post(url, data | {"version": client.get(url).context["version"]})
    assert list(events_of(team).values_list("action", "comment")) == [("found", ""), ("change", "联合单位")]


def test_the_province_writes_an_organisation_once(province_handler, sign_in):
    client = sign_in(province_handler)
    data = {"name": "浙江省药械院", "kind": "testing", "region": "330000"}
    client.post(reverse("experts:organisation_create"), data)
    again = client.post(reverse("experts:organisation_create"), data)
    assert again.context["form"].errors == {"name": ["这个机构已登记，请在机构列表中查找，不要重复建档。"]}
    organisation = Organisation.objects.get()
    assert organisation.region_id == "330000"
    assert "没有。" in client.get(organisation.get_absolute_url()).content.decode()


def test_accounts_are_tied_from_the_pages(province_handler, lead_organisation, sign_in):
    from tests.cast import person

    client = sign_in(province_handler)
    expert = ExpertFactory()
    url = reverse("experts:account", args=[expert.pk])
    unknown = client.post(url, {"username": "nobody-there"})
    assert unknown.context["form"].errors == {"username": ["没有这个账号。请核对账号名，或先请系统管理员开设。"]}
    account = person("t-zj-7", "新专家", "expert")
    assert client.post(url, {"username": "T-ZJ-7"}).status_code == 302
    expert.refresh_from_db()
    assert expert.user == account
    person("t-qt-7", "新牵头", "body")
    body_url = reverse("experts:organisation_account", args=[lead_organisation.pk])
    assert client.post(body_url, {"username": "t-qt-7"}).status_code == 302
    assert lead_organisation.members.get().user.username == "t-qt-7"


def test_suggestions_offer_only_experts_who_may_be_sent(county_officer, province_handler, sign_in):
    expert_at("listed", province=province_handler, name="可派甲", unit="检测院")
    expert_at("suspended", province=province_handler, name="可派乙", unit="检测院")
    late = expert_at("listed", province=province_handler, name="可派丙", unit="检测院")
    Expert.objects.filter(pk=late.pk).update(term_from=date(2020, 1, 1), term_to=date(2021, 1, 1))
    response = sign_in(county_officer).get(reverse("experts:choose"), {"experts": "可派"})
    assert response.context["options"] == ["可派甲（检测院）"]


def test_the_expert_moves_through_the_pages(province_handler, sign_in):
    expert = ExpertFactory()
    client = sign_in(province_handler)
    url = reverse("experts:move", args=[expert.pk, "list"])
    form = client.get(url).context["form"]
    response = client.post(url, {"key": form["key"].value(), "expected": form["expected"].value()})
    assert response.url == expert.get_absolute_url()
    expert.refresh_from_db()
    assert (expert.status, expert.term_from) == (ExpertStatus.LISTED, timezone.localdate())
    bare = client.post(reverse("experts:move", args=[expert.pk, "suspend"]), {})
    assert bare.status_code == 422
