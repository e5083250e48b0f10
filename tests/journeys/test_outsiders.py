"""What happens in 临平 does not exist for 台州: by list, search, export, file or address. Source: DOMAIN.md 10."""

from urllib.parse import quote

import pytest
from django.utils import timezone

from cultivation.loading import load_lists
from cultivation.models import ProblemEvidence
from pinzibiao.files.access import url as file_url
from tests.factories.cultivation import SAVING, LibraryEntryFactory, MeasureFactory, walk_problem
from tests.factories.declarations import DraftFactory, People, declaration_at
from tests.factories.enterprises import CertificateFactory, ProductFactory
from tests.factories.files import StoredFileFactory, picture
from tests.factories.reports import built, report_of, written
from tests.factories.visits import full_record, visit_at

pytestmark = pytest.mark.journey
PROBLEM, PRODUCT = "灌装精度波动大", "一次性使用精密输液器"
LISTS = (
    "/enterprises/", "/enterprises/certificates/", "/enterprises/brand/", "/declarations/", "/visits/",
    "/cultivation/entries/", "/cultivation/problems/", "/cultivation/measures/", "/reports/",
)  # fmt: skip


@pytest.fixture
def made(
    committed_db, enterprise, clerk, signatory, county_officer, county_second, city_officer, province_handler,
    expert_user, second_expert_user,
):  # fmt: skip
    """One of everything, all in 临平: ``(pages, files)`` as addresses."""
    photo = full_record(PROBLEM)
    photo.files = [StoredFileFactory(content=picture(), name="车间.jpg", by=expert_user)]
    visit = visit_at("confirmed", enterprise, expert_user, county=county_officer, member=clerk, entry=photo)
    problem = visit.problems.get()
    own = {"enterprise": enterprise, "by": county_officer}
    measure, entry = MeasureFactory(**own, problems=[problem]), LibraryEntryFactory(**own)
    paper = ProblemEvidence.objects.create(problem=problem, file=StoredFileFactory(name="核算表.pdf"), added_by=clerk)
    people = People(
        clerk, signatory, county_officer, county_second, city_officer, province_handler,
        [expert_user.expert, second_expert_user.expert],
    )  # fmt: skip
    draft = DraftFactory(product=ProductFactory(enterprise=enterprise, name=PRODUCT), prepared_by=clerk)
    case = declaration_at("form_review", draft, people)
    report = written(built(report_of(by=county_officer)), by=county_officer)
    rows = [enterprise, visit, problem, measure, entry, case, report, CertificateFactory(enterprise=enterprise)]
    attachment, seen = case.attachments.first(), visit.photos.get()
    files = [
        file_url("visits.photo", seen.pk, seen.file.name),
        file_url("cultivation.problem_evidence", paper.pk, paper.file.name),
        file_url("declarations.attachment", attachment.pk, attachment.file.name),
        *(file_url(f"reports.{kind}", report.pk, getattr(report, kind).name) for kind in ("word", "pdf", "excel")),
    ]
    return [row.get_absolute_url() for row in rows], files


@pytest.mark.parametrize("who", ["taizhou_city", "xianju_officer"])
def test_there_is_nothing_of_it(who, made, request, at_desk, enterprise):
    pages, files = made
    load_lists(timezone.localdate().year)
    words = [enterprise.name, enterprise.uscc, PROBLEM, PRODUCT]
    desk = at_desk(request.getfixturevalue(who))
    desk.reads_nothing_of(*words)
    for address in (*LISTS, f"/cultivation/lists/{timezone.localdate().year}/4/"):
        assert desk.open(address) == 200
        desk.reads_nothing_of(*words)
        assert words_in(desk, f"{address}?export=csv", words) == []
    for address in ("/enterprises/", "/cultivation/problems/", "/visits/"):
        assert desk.open(f"{address}?q={quote('临平试验')}") == 200
        desk.reads_nothing_of(enterprise.name, PROBLEM)
    assert words_in(desk, f"/enterprises/choose/?q={quote('临平')}", words) == []
    assert {address: status(desk, address) for address in [*pages, *files]} == dict.fromkeys([*pages, *files], 404)


def test_the_county_itself_reads_all_of_it(made, at_desk, county_officer):
    pages, files = made
    desk = at_desk(county_officer)
    assert {address: status(desk, address) for address in [*pages, *files]} == dict.fromkeys([*pages, *files], 200)


def words_in(desk, address: str, words: list[str]) -> list[str]:
    text = desk.page.request.get(desk.url + address).text()
    return [word for word in words if word in text]


def status(desk, address: str) -> int:
    return desk.page.request.get(desk.url + address).status
