"""The reports of form review, evaluation and site check: when they are made, what they say, who reads them."""

import io

import pypdf
import pytest
from docx import Document

from declarations.models import Paper
from declarations.states import DeclarationStatus as S
from declarations.tasks import write_paper
from pinzibiao.casework.versions import canonical
from pinzibiao.files.access import url as file_url
from pinzibiao.jobs.models import Job
from tests.factories.declarations import declaration_at, step
from tests.factories.enterprises import ProductFactory

pytestmark = pytest.mark.django_db
Kind = Paper.Kind
RARE = "喆堃珺玥㐀"


def written(case) -> list[Paper]:
    """Every job of the case's papers has run."""
    for job in Job.objects.filter(kind="declarations.write_paper").order_by("created_at"):
        write_paper(job, lambda *told: None)
    return list(case.papers.select_related("word", "pdf"))


def word_text(paper) -> str:
    with paper.word.open() as file:
        document = Document(io.BytesIO(file.read()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return squeezed("\n".join([one.text for one in document.paragraphs] + cells))


def squeezed(text: str) -> str:
    """A narrow cell breaks its text anywhere."""
    return "".join(text.split())


def pdf_text(paper) -> str:
    with paper.pdf.open() as file:
        pages = pypdf.PdfReader(io.BytesIO(file.read())).pages
        return squeezed("".join(page.extract_text() for page in pages))


@pytest.fixture
def product(enterprise):
    return ProductFactory(enterprise=enterprise, name=f"{RARE} <b>输液器</b> #strong[甲]")


@pytest.mark.parametrize(
    ("status", "kinds"),
    [
        (S.FORM_REVIEW, []),
        (S.CORRECTION, [Kind.FORM_REVIEW]),
        (S.DECLINED, [Kind.FORM_REVIEW]),
        (S.EVALUATION, [Kind.FORM_REVIEW]),
        (S.FAILED, [Kind.FORM_REVIEW, Kind.EVALUATION]),
        (S.RECTIFICATION, [Kind.FORM_REVIEW, Kind.EVALUATION, Kind.SITE_CHECK]),
    ],
)
def test_each_step_that_ends_leaves_its_report(status, kinds):
    assert [one.kind for one in declaration_at(status).papers.all()] == kinds


def test_both_files_say_the_same_with_rare_characters_and_no_markup(product, people):
    case = declaration_at(S.RECTIFICATION, product=product, people=people)
    review, evaluation, site = written(case)
    for paper in (review, evaluation, site):
        for text in (word_text(paper), pdf_text(paper)):
            assert squeezed(f"{RARE} <b>输液器</b> #strong[甲]") in text
            assert case.number in text
    for text in (word_text(evaluation), pdf_text(evaluation)):
        assert ("评价专家1（组长）" in text, "平均分：88.0分。" in text, "穿刺力" in text) == (True, True, True)
    for text in (word_text(site), pdf_text(site)):
        assert ("厂长何工" in text, "第1次现场核查" in text, "要求整改。" in text) == (True, True, True)


def test_a_return_names_what_is_to_be_corrected(product, people):
    case = declaration_at(S.CORRECTION, product=product, people=people)
    assert "请补充耐压强度的实测值。" in word_text(written(case)[0])


def test_a_report_is_frozen_with_its_hash_and_made_once(product, people):
    case = declaration_at(S.DECLINED, product=product, people=people)
    before = written(case)[0]
    product.name = "后来改的名字"
    product.save()
    after = written(case)[0]
    assert (after.pdf_id, after.word_id, after.content) == (before.pdf_id, before.word_id, before.content)
    assert "后来改的名字" not in canonical(after.content)


def test_the_case_lists_them_and_scores_stay_from_the_enterprise(product, people, third_expert_user, sign_in):
    case = declaration_at(S.EVALUATION, product=product, people=people)
    step(case, "evaluate", people)
    step(case, "conclude_fail", people)
    review, evaluation = written(case)

    def answers(paper, *persons):
        url = file_url("declarations.paper_pdf", paper.pk, paper.pdf.name)
        found = [sign_in(one).get(url) for one in persons]
        for response in found:
            b"".join(response.streaming_content if response.streaming else [])
        return [response.status_code for response in found]

    readers = (people.county, people.experts[0].user, people.clerk, third_expert_user)
    assert answers(review, *readers) == [200, 200, 200, 404]
    assert answers(evaluation, *readers) == [200, 200, 404, 404]
    office, own = (sign_in(one).get(case.get_absolute_url()).content.decode() for one in (people.county, people.clerk))
    assert ("资料评价报告" in office, "资料评价报告" in own, "形式审查报告" in own) == (True, False, True)


def test_a_report_that_is_not_set_yet_says_so(product, people, sign_in):
    case = declaration_at(S.DECLINED, product=product, people=people)
    assert "正在生成，请稍后刷新" in sign_in(people.clerk).get(case.get_absolute_url()).content.decode()
