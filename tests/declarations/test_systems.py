"""The certificates of management systems: a table like the others, frozen, compared, returned by the row."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from declarations import completeness
from declarations.content import content_of
from declarations.openings import Part
from declarations.states import DeclarationStatus as S
from tests.declarations.test_typing import send, version_of
from tests.declarations.test_views import page, text
from tests.factories.declarations import DraftFactory, declaration_at, step
from tests.factories.enterprises import ProductFactory
from tests.factories.files import StoredFileFactory

pytestmark = pytest.mark.django_db
ROW = {"kind": "quality", "number": "00124Q1", "body": "甲机构", "issued_on": "2024-05-01", "valid_to": "2099-04-30"}
KEPT = ["质量管理体系（ISO 9001）", "00124Q1", "甲机构", "2024-05-01", "2099-04-30", "输液器的生产"]


@pytest.fixture
def case(enterprise, people):
    return DraftFactory(product=ProductFactory(enterprise=enterprise), prepared_by=people.clerk)


def told(case) -> list[str]:
    return [one.sentence for one in completeness.missing(case)]


def of_content(case) -> dict:
    return next(one for one in content_of(case)["sections"] if one["key"] == "systems")


def typed(client, case, **row):
    version = version_of(client, case, "systems")
    cells = {f"rows-0-{name}": value for name, value in row.items()}
    return send(client, case, "systems", version=version, **{"rows-TOTAL_FORMS": 1, "rows-INITIAL_FORMS": 0}, **cells)


def test_a_certificate_is_typed_saved_and_frozen(case, people, sign_in):
    answer = typed(sign_in(people.clerk), case, **ROW, scope="输液器的生产")
    assert (answer.status_code, of_content(case)["rows"], told(case)) == (200, [KEPT], [])
    assert list(case.stamps.values_list("section", flat=True)) == ["systems"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"number": ""}, "第 1 行证书编号：请填写「证书编号」。"),
        ({"valid_to": ""}, "第 1 行有效期至：请填写「有效期至」。"),
        ({"valid_to": "2024-05-01"}, "第 1 行有效期至：「有效期至」必须晚于发证日期，请核对。"),
        ({"issued_on": "2098-01-01"}, "第 1 行发证日期：「发证日期」不能晚于今天，请核对。"),
    ],
)
def test_what_its_paper_cannot_say_is_refused(wrong, sentence, case, people, sign_in):
    answer = typed(sign_in(people.clerk), case, **ROW | wrong)
    assert (answer.status_code, case.systems.count()) == (422, 0)
    assert sentence in answer.json()["error"]


def test_it_must_be_valid_on_the_day_of_the_first_submission(case):
    yesterday = timezone.localdate() - timedelta(days=1)
    case.systems.create(**ROW | {"valid_to": yesterday})
    assert told(case) == [f"质量管理体系（ISO 9001） 00124Q1 已于 {yesterday} 到期，请换成有效的证书，或者删去这一行。"]
    case.submitted_on = yesterday
    assert told(case) == []


def test_what_was_written_in_words_is_asked_for_of_a_draft_only(case, people, sign_in):
    case.systems.create(kind="other", scope="GB/T 19001 证书 7")
    assert told(case) == ["原来用文字写的体系认证请按证书补填体系、编号、机构和日期，每张一行。"]
    assert "GB/T 19001 证书 7" in text(page(sign_in(people.clerk), "check", case.pk))
    case.status = S.CORRECTION
    assert told(case) == []


def test_a_row_is_returned_mended_and_compared(enterprise, people, sign_in):
    case = DraftFactory(product=ProductFactory(enterprise=enterprise), prepared_by=people.clerk)
    row, other = (case.systems.create(**ROW | {"number": number}) for number in ("00124Q1", "00124Q2"))
    declaration_at(S.FORM_REVIEW, case, people)
    named = (Part("systems", row.pk, "valid_to", "第 1 行 有效期至"), "与证书不符")
    step(case, "return_for_correction", people, items=[named])
    form = page(sign_in(people.clerk), "section", case.pk, "systems").context["form"]
    opened = [name for one in form.rows.forms for name, field in one.fields.items() if not field.disabled]
    assert [name for name in opened if name in ROW] == ["valid_to"]
    case.systems.filter(pk=row.pk).update(valid_to="2098-01-01")
    step(case, "resubmit", people)
    shown = text(page(sign_in(people.county), "detail", case.pk))
    assert "2098-01-01 已修改，原为：2099-04-30" in shown
    assert case.systems.filter(pk=other.pk).exists()


def test_the_return_form_names_rows_and_cells(enterprise, people, sign_in):
    case = DraftFactory(product=ProductFactory(enterprise=enterprise), prepared_by=people.clerk)
    row = case.systems.create(**ROW)
    declaration_at(S.FORM_REVIEW, case, people)
    address = reverse("declarations:move", args=[case.pk, "return_for_correction"])
    form = sign_in(people.county).get(address).context["form"]
    assert form.fields[f"tick_systems__{row.pk}__valid_to"].label == "第 1 行 质量管理体系（ISO 9001） 00124Q1 有效期至"


def test_its_scan_stands_beside_it_with_name_size_time_and_checksum(case, people, sign_in):
    paper = case.attachments.create(kind="system", file=StoredFileFactory(name="体系证书.pdf"))
    case.attachments.create(kind="system", file=StoredFileFactory(name="旧证书.pdf"), is_removed=True)
    shown = page(sign_in(people.clerk), "section", case.pk, "systems")
    [line] = re.findall(r'class="file-link">.*?</span>', shown.content.decode())
    file = paper.file
    assert f"{file.checksum}" in line and timezone.localtime(file.created_at).strftime("%Y-%m-%d %H:%M") in line
    assert ("体系证书.pdf" in line, "字节" in line or "KB" in line) == (True, True)
    assert f"{reverse('declarations:attachments', args=[case.pk])}?kind=system" in shown.content.decode()
