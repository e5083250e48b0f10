"""What stands on an enterprise's page: the officer's paper, papers that ran out, and the order of the blocks."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from enterprises.models import QualityOfficer
from pinzibiao.files import access
from tests.factories import enterprises as make
from tests.factories.files import EXE, PDF, upload
from tests.ground.files.conftest import store  # noqa: F401 files go to a folder of the test's own

GOOD = {"name": "吴质量", "post": "质量总监", "trained_on": "2022-09-01", "is_active": "on"}


@pytest.fixture
def officer(sign_in, county_officer, enterprise) -> QualityOfficer:
    """An officer with the paper of the appointment, as the county brought it in."""
    page = sign_in(county_officer).post(
        f"{enterprise.get_absolute_url()}officer/new/", GOOD | {"paper_files": upload(name="任命书.pdf")}
    )
    assert page.status_code == 302
    return QualityOfficer.objects.get()


def test_the_appointment_paper_is_kept_and_a_new_one_takes_its_place(sign_in, county_officer, officer):
    assert (officer.document.name, officer.post) == ("任命书.pdf", "质量总监")
    client, address = sign_in(county_officer), f"{officer.enterprise.get_absolute_url()}officer/{officer.pk}/edit/"
    version = {"version": client.get(address).context["version"]}
    client.post(address, GOOD | version | {"post": "副总经理"})
    officer.refresh_from_db()
    assert (officer.document.name, officer.post) == ("任命书.pdf", "副总经理")
    version = {"version": client.get(address).context["version"]}
    client.post(address, GOOD | version | {"paper_files": upload(PDF + b"2", name="新任命书.pdf")})
    officer.refresh_from_db()
    assert officer.document.name == "新任命书.pdf"


def test_a_program_is_no_paper(sign_in, county_officer, enterprise):
    address = f"{enterprise.get_absolute_url()}officer/new/"
    page = sign_in(county_officer).post(address, GOOD | {"paper_files": upload(EXE, "任命书.pdf")})
    assert page.status_code == 422
    assert not QualityOfficer.objects.exists()


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("county_officer", 200),
        ("province_handler", 200),
        ("auditor", 200),
        ("clerk", 200),
        ("xianju_officer", 404),
        ("other_clerk", 404),
        ("expert_user", 404),
        ("lead_body", 404),
        ("nobody", 404),
    ],
)
def test_who_opens_the_paper(request, sign_in, officer, person, status):
    url = access.url("enterprises.officer_document", officer.pk, officer.document.name)
    answer = sign_in(request.getfixturevalue(person)).get(url)
    answer.close()
    assert answer.status_code == status


def test_the_page_links_to_the_paper(sign_in, clerk, officer):
    page = sign_in(clerk).get(officer.enterprise.get_absolute_url()).content.decode()
    assert access.url("enterprises.officer_document", officer.pk, officer.document.name) in page


def test_a_paper_that_ran_out_says_so(sign_in, county_officer, enterprise):
    today = timezone.localdate()
    for number, last in (("旧", today - timedelta(days=1)), ("新", today)):
        make.SystemCertificateFactory(enterprise=enterprise, number=number, issued_on=date(2019, 1, 1), valid_to=last)
    make.ProductFactory(enterprise=enterprise, licence_valid_to=today - timedelta(days=2))
    page = sign_in(county_officer).get(enterprise.get_absolute_url()).content.decode()
    assert f"{today - timedelta(days=1):%Y-%m-%d}（已过期）" in page
    assert f"{today - timedelta(days=2):%Y-%m-%d}（已过期）" in page
    assert f"{today:%Y-%m-%d}（已过期）" not in page


def test_the_whole_enterprise_stands_on_one_page(sign_in, county_officer, enterprise):
    page = sign_in(county_officer).get(enterprise.get_absolute_url())
    assert [panel.title for panel in page.context["panels"]] == [
        "产品",
        "体系认证",
        "认证证书",
        "培育库",
        "自我声明",
        "帮扶记录",
        "质量问题",
        "帮扶措施",
        "年度经营数据",
        "联系人",
        "政府质量奖",
        "首席质量官",
        "兼营行业",
        "办理记录",
    ]
    assert all(panel.anchor for panel in page.context["panels"])


def test_names_of_people_are_not_for_everybody(sign_in, expert_user, enterprise, county_officer):
    from tests.factories.visits import plan_visit

    make.QualityOfficerFactory(enterprise=enterprise, name="吴质量")
    plan_visit(enterprise, [expert_user.expert], county=county_officer)
    page = sign_in(expert_user).get(enterprise.get_absolute_url())
    assert page.status_code == 200
    assert not {"首席质量官", "联系人", "办理记录"} & {panel.title for panel in page.context["panels"]}
    assert "吴质量" not in page.content.decode()
