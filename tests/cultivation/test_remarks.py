"""Remarks on a problem: who reads which, beside which field, resolved by whom, told to whom."""

import pytest
from django.urls import reverse

from pinzibiao.casework.models import Remark
from pinzibiao.notices.models import Message
from tests.factories.cultivation import ProblemFactory
from tests.factories.visits import visit_at

pytestmark = pytest.mark.django_db
WORDS = "只给选定的人看"
EVERYBODY = {"county_officer", "county_second", "city_officer", "province_handler", "auditor", "expert_user", "clerk"}


@pytest.fixture
def problem(enterprise, expert_user, county_officer, clerk):
    visit = visit_at("confirmed", enterprise, expert_user, county=county_officer, member=clerk, titles=["灌装精度波动"])
    return visit.problems.get()


def send(client, problem, **data):
    url = reverse("cultivation:problem_remark", args=[problem.pk])
    return client.post(url, {"text": WORDS, "visibility": "office", "field": "责任人"} | data)


@pytest.mark.parametrize(
    ("writer", "visibility", "readers"),
    [
        ("county_officer", "office", {"county_officer", "county_second", "auditor"}),
        ("county_officer", "offices", EVERYBODY - {"clerk"}),
        ("county_officer", "applicant", EVERYBODY),
        ("expert_user", "office", {"expert_user", "auditor"}),
        ("clerk", "applicant", EVERYBODY),
    ],
)
def test_who_reads_it(writer, visibility, readers, problem, everyone, sign_in, request):
    assert send(sign_in(request.getfixturevalue(writer)), problem, visibility=visibility).status_code == 302
    seen = {
        name
        for name in EVERYBODY
        if WORDS in sign_in(request.getfixturevalue(name)).get(problem.get_absolute_url()).content.decode()
    }
    assert seen == readers


def test_an_enterprise_has_no_secrets_in_what_it_writes(problem, clerk, sign_in):
    assert send(sign_in(clerk), problem, visibility="office").status_code == 422
    assert Remark.objects.count() == 0


def test_it_stands_beside_its_field_until_it_is_resolved(problem, county_officer, county_second, sign_in):
    send(sign_in(county_officer), problem)
    row, client = Remark.objects.get(), sign_in(county_second)
    assert (row.field, row.office, row.by_name) == ("责任人", "county:330113", county_officer.name)
    assert client.get(problem.get_absolute_url()).content.decode().count(WORDS) == 2
    client.post(reverse("cultivation:problem_remark_resolve", args=[problem.pk, row.pk]))
    row.refresh_from_db()
    body = client.get(problem.get_absolute_url()).content.decode()
    assert (row.resolved_by_name, body.count(WORDS)) == (county_second.name, 1)


def test_a_field_that_the_page_lacks_is_refused(problem, county_officer, sign_in):
    assert send(sign_in(county_officer), problem, field="没有这一项").status_code == 422


def test_a_writer_resolves_their_own_and_nobody_elses(problem, county_officer, clerk, expert_user, sign_in):
    send(sign_in(county_officer), problem, visibility="applicant")
    send(sign_in(clerk), problem, visibility="applicant")
    theirs, own = Remark.objects.order_by("pk")
    client = sign_in(clerk)
    urls = [reverse("cultivation:problem_remark_resolve", args=[problem.pk, row.pk]) for row in (theirs, own)]
    assert [client.post(url).status_code for url in urls] == [403, 302]
    assert sign_in(expert_user).post(urls[0]).status_code == 403


def test_the_other_side_is_told(problem, county_officer, clerk, sign_in):
    def told(person) -> int:
        return Message.objects.filter(to=person, kind="cultivation.remark").count()

    send(sign_in(county_officer), problem, visibility="offices")
    assert (told(clerk), told(county_officer)) == (0, 0)
    send(sign_in(county_officer), problem, visibility="applicant")
    assert (told(clerk), told(county_officer)) == (1, 0)
    send(sign_in(clerk), problem, visibility="applicant")
    assert (told(clerk), told(county_officer)) == (1, 1)


def test_another_place_finds_nothing(problem, xianju_officer, other_clerk, sign_in):
    for person in (xianju_officer, other_clerk):
        assert send(sign_in(person), problem).status_code == 404


def test_what_is_written_is_shown_as_text(enterprise, expert_user, county_officer, sign_in):
    problem = ProblemFactory(enterprise=enterprise, by=expert_user, description="<b>粗</b>")
    client = sign_in(county_officer)
    send(client, problem, text="<script>alert(1)</script>", field="问题描述")
    body = client.get(problem.get_absolute_url()).content.decode()
    assert ("<script>alert" in body, "<b>粗" in body, "&lt;b&gt;粗" in body) == (False, False, True)
