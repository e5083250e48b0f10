"""Rows for journeys that look rather than act: one of each kind, in 临平, every status reached by walking there."""

from dataclasses import dataclass, field

from django.utils import timezone

from cultivation.loading import load_lists
from cultivation.models import ProblemEvidence
from declarations.models import Declaration
from enterprises.models import Enterprise
from pinzibiao.files.access import url as file_url
from tests.factories.cultivation import (
    BenchmarkProductFactory,
    LibraryEntryFactory,
    MeasureFactory,
    StandardPlanFactory,
)
from tests.factories.declarations import DraftFactory, People, declaration_at
from tests.factories.enterprises import CertificateFactory, ProductFactory
from tests.factories.files import StoredFileFactory, picture
from tests.factories.projects import MilestoneFactory, ProjectFactory
from tests.factories.reports import built, report_of, written
from tests.factories.visits import full_record, visit_at

PROBLEM, PRODUCT = "灌装精度波动大", "一次性使用精密输液器"


@dataclass
class World:
    """``pages`` and ``files`` are addresses for whoever may see 临平; ``cases`` are the declarations by status."""

    pages: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    cases: dict[str, Declaration] = field(default_factory=dict)


def one_of_everything(enterprise: Enterprise, people: People, lead_organisation) -> World:
    load_lists(timezone.localdate().year)
    made = World()
    # Whoever has helped may not evaluate any more: first the one, then the other.
    _declarations(made, enterprise, people)
    _help(made, enterprise, people)
    _report(made, people)
    project = ProjectFactory(created_by=people.county, lead_organisation=lead_organisation, title="临平攻坚项目")
    MilestoneFactory(project=project)
    own = CertificateFactory(enterprise=enterprise), BenchmarkProductFactory(enterprise=enterprise)
    rows = [enterprise, project, *own, StandardPlanFactory(enterprise=enterprise)]
    made.pages += [row.get_absolute_url() for row in rows]
    return made


def _help(made: World, enterprise, people) -> None:
    expert = people.experts[0].user
    record = full_record(PROBLEM)
    record.files = [StoredFileFactory(content=picture(), name="车间.jpg", by=expert)]
    visit = visit_at("confirmed", enterprise, expert, county=people.county, member=people.clerk, entry=record)
    problem, photo = visit.problems.get(), visit.photos.get()
    own = {"enterprise": enterprise, "by": people.county}
    rows = [visit, problem, MeasureFactory(**own, problems=[problem]), LibraryEntryFactory(**own)]
    paper = StoredFileFactory(name="核算表.pdf")
    evidence = ProblemEvidence.objects.create(problem=problem, file=paper, added_by=people.clerk)
    made.pages += [row.get_absolute_url() for row in rows]
    made.files.append(file_url("visits.photo", photo.pk, photo.file.name))
    made.files.append(file_url("cultivation.problem_evidence", evidence.pk, paper.name))


def _declarations(made: World, enterprise, people) -> None:
    for status in ("draft", "submitted", "evaluation", "in_notice", "authorised"):
        product = ProductFactory(enterprise=enterprise, name=PRODUCT, models_text=status)
        draft = DraftFactory(product=product, prepared_by=people.clerk)
        made.cases[status] = declaration_at(status, draft, people)
    attachment = made.cases["submitted"].attachments.first()
    made.pages.append(made.cases["submitted"].get_absolute_url())
    made.files.append(file_url("declarations.attachment", attachment.pk, attachment.file.name))


def _report(made: World, people) -> None:
    report = written(built(report_of(by=people.county)), by=people.county)
    made.pages.append(report.get_absolute_url())
    for kind in ("word", "pdf", "excel"):
        made.files.append(file_url(f"reports.{kind}", report.pk, getattr(report, kind).name))
