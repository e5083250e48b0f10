"""A return by field: what the county names, what the enterprise may change then, and what it may not."""

import pytest
from django.urls import reverse

from declarations import actions
from declarations.models import Declaration
from declarations.openings import Part
from declarations.states import DeclarationStatus as S
from tests.declarations.test_typing import type_into, version_of
from tests.declarations.test_views import answers, page, text
from tests.factories.declarations import DeclaredIndicatorFactory, DraftFactory, declaration_at
from tests.factories.enterprises import ProductFactory
from tests.factories.files import upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(enterprise, people) -> Declaration:
    draft = DraftFactory(product=ProductFactory(enterprise=enterprise), prepared_by=people.clerk)
    DeclaredIndicatorFactory(declaration=draft, name="连接强度", measured="30")
    return declaration_at(S.FORM_REVIEW, draft, people)


def send_back(case, people, *parts: Part) -> None:
    items = [(part, f"请核对{part.key}") for part in parts]
    actions.take(case, "return_for_correction", by=people.county, comment="请补正", data={"items": items})


def rows_of(client, case, section: str) -> dict:
    """What the page of a table would send, every cell of it, as a page opened while all was open would."""
    form = page(client, "section", case.pk, section).context["form"]
    sent = {"version": version_of(client, case, section)}
    for bound in (*form.rows.management_form, *(bound for row in form.rows.forms for bound in row)):
        if bound.value() not in (None, False):
            sent[bound.html_name] = str(bound.value())
    return sent


# The county names


def test_a_section_a_field_a_row_and_a_cell_can_be_named(case, people, sign_in):
    report, indicator = case.test_reports.get(), case.indicators.last()
    named = {
        "tick_essence": "说明太短",
        "tick_enterprise__contact_mobile": "打不通",
        "tick_attachments__seal": "看不清",
        f"tick_indicators__{indicator.pk}": "与报告不一致",
        f"tick_reports__{report.pk}__number": "编号有误",
    }
    sent = dict.fromkeys(named, "on") | {name.replace("tick", "reason", 1): why for name, why in named.items()}
    client = sign_in(people.county_second)
    assert answers(client, case, "return_for_correction", comment="请补正", **sent).status_code == 302
    kept = case.correction_items.values_list("section", "row", "field", "place", "reason")
    assert set(kept) == {
        ("essence", None, "", "", "说明太短"),
        ("enterprise", None, "contact_mobile", "联系电话", "打不通"),
        ("attachments", None, "seal", "签字盖章扫描件", "看不清"),
        ("indicators", indicator.pk, "", "第 2 行 连接强度", "与报告不一致"),
        ("reports", report.pk, "number", f"第 1 行 {report.number} 报告编号", "编号有误"),
    }


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"tick_enterprise__contact_mobile": "on"}, "请写明「联系电话」要补正什么"),
        ({"reason_enterprise__contact_mobile": "打不通"}, "「联系电话」写了理由但没有勾选"),
    ],
)
def test_a_field_needs_its_tick_and_its_reason(case, people, sign_in, sent, sentence):
    response = answers(sign_in(people.county), case, "return_for_correction", comment="请补正", **sent)
    assert (response.status_code, sentence in text(response)) == (422, True)
    assert case.correction_items.count() == 0


def test_what_is_no_part_of_the_case_cannot_be_named(case, people, sign_in):
    sent = {"tick_indicators__999999": "on", "reason_indicators__999999": "x", "tick_promises__status": "on"}
    response = answers(sign_in(people.county), case, "return_for_correction", comment="请补正", **sent)
    assert (response.status_code, "请至少勾选一个" in text(response)) == (422, True)


# The enterprise mends


def test_only_the_named_field_is_open_and_its_reason_stands_beside_it(case, people, sign_in):
    send_back(case, people, Part("enterprise", field="contact_mobile", place="联系电话"))
    client = sign_in(people.clerk)
    form = page(client, "section", case.pk, "enterprise").context["form"]
    assert [name for name, field in form.fields.items() if not field.disabled] == ["contact_mobile"]
    assert form.fields["contact_mobile"].help_text == (
        '<span class="field-reason">补正要求：请核对enterprise__contact_mobile</span>11 位手机号，或带区号的座机号。'
    )
    assert "联系电话：请核对enterprise__contact_mobile" in text(page(client, "edit", case.pk))
    assert page(client, "section", case.pk, "essence").status_code == 403


def test_a_reason_is_shown_as_text(case, people, sign_in):
    items = [(Part("enterprise", field="contact_mobile", place="联系电话"), "<b>改</b>")]
    actions.take(case, "return_for_correction", by=people.county, comment="请补正", data={"items": items})
    body = page(sign_in(people.clerk), "section", case.pk, "enterprise").content.decode()
    assert ("<b>改</b>" in body, "补正要求：&lt;b&gt;改&lt;/b&gt;" in body) == (False, True)


def test_a_closed_field_is_refused_when_sent_and_nothing_is_kept(case, people, sign_in):
    send_back(case, people, Part("enterprise", field="contact_mobile", place="联系电话"))
    client = sign_in(people.clerk)
    sent = {"version": version_of(client, case, "enterprise"), "contact_mobile": "13700001234"}
    address = reverse("declarations:section", args=[case.pk, "enterprise"])
    refused = client.post(address, sent | {"contact_name": "旁人"})
    case.refresh_from_db()
    assert (refused.status_code, case.contact_name, case.contact_mobile) == (422, "钱联系", "13900001234")
    assert "「联系人」不在补正范围内" in text(refused)
    assert client.post(address, sent).status_code == 302
    case.refresh_from_db()
    assert (case.contact_name, case.contact_mobile, case.promises_truth) == ("钱联系", "13700001234", True)


def test_autosave_takes_the_named_field_and_refuses_the_others(case, people, sign_in):
    send_back(case, people, Part("enterprise", field="contact_mobile", place="联系电话"))
    client = sign_in(people.clerk)
    refused = type_into(client, case, "contact_name", "钱联系", "旁人")
    assert (refused.status_code, refused.json()["is_closed"]) == (403, True)
    assert type_into(client, case, "contact_mobile", "13900001234", "13700001234").status_code == 200
    case.refresh_from_db()
    assert (case.contact_name, case.contact_mobile) == ("钱联系", "13700001234")


@pytest.mark.parametrize("name", ["section", "autosave"])
def test_of_a_table_only_the_named_row_is_open(case, people, sign_in, name):
    first, second = case.indicators.all()
    send_back(case, people, Part("indicators", second.pk, place="第 2 行"))
    client = sign_in(people.clerk)
    address = reverse(f"declarations:{name}", args=[case.pk, "indicators"])
    sent = rows_of(client, case, "indicators")
    assert client.post(address, sent | {"rows-0-measured": "9"}).status_code == 422
    assert client.post(address, sent | {"rows-0-DELETE": "on"}).status_code == 422
    added = {"rows-TOTAL_FORMS": "3", "rows-2-name": "硬度", "rows-2-required": "1", "rows-2-measured": "1"}
    assert client.post(address, sent | added).status_code == 422
    assert client.post(address, sent | added | {"rows-INITIAL_FORMS": "0"}).status_code == 422
    assert client.post(address, sent | {"rows-1-measured": "35"}).status_code in (200, 302)
    assert list(case.indicators.values_list("pk", "measured")) == [(first.pk, "0.52"), (second.pk, "35")]


def test_of_a_row_only_the_named_cell_is_open(case, people, sign_in):
    report = case.test_reports.get()
    send_back(case, people, Part("reports", report.pk, "number", "第 1 行 报告编号"))
    client = sign_in(people.clerk)
    address = reverse("declarations:section", args=[case.pk, "reports"])
    sent = rows_of(client, case, "reports")
    assert client.post(address, sent | {"rows-0-laboratory": "别的机构"}).status_code == 422
    assert client.post(address, sent | {"rows-0-DELETE": "on"}).status_code == 422
    assert client.post(address, sent | {"rows-0-number": "JY-1"}).status_code == 302
    assert list(case.test_reports.values_list("laboratory", "number")) == [(report.laboratory, "JY-1")]


def test_of_the_papers_only_the_named_kind_changes(case, people, sign_in):
    send_back(case, people, Part("attachments", field="seal", place="签字盖章扫描件"))
    client = sign_in(people.clerk)
    form = page(client, "attachments", case.pk).context["form"]
    assert [key for key, _ in form.fields["kind"].choices] == ["seal"]
    licence, seal = (case.attachments.get(kind=kind) for kind in ("licence", "seal"))
    for row, status in ((licence, 403), (seal, 302)):
        assert client.post(reverse("declarations:remove", args=[case.pk, row.pk])).status_code == status
    assert set(case.attachments.filter(is_removed=False).values_list("kind", flat=True)) == {"licence", "report"}
    address = reverse("declarations:attachments", args=[case.pk])
    for kind, status in (("licence", 422), ("seal", 302)):
        assert client.post(address, {"kind": kind, "files_files": [upload(name="新.pdf")]}).status_code == status
    assert list(case.attachments.filter(first_version=None).values_list("kind", flat=True)) == ["seal"]


def test_a_section_named_as_a_whole_is_wholly_open(case, people, sign_in):
    send_back(case, people, Part("indicators"), Part("indicators", case.indicators.first().pk, place="第 1 行"))
    client = sign_in(people.clerk)
    sent = rows_of(client, case, "indicators") | {"rows-1-measured": "40", "rows-0-DELETE": "on"}
    assert client.post(reverse("declarations:section", args=[case.pk, "indicators"]), sent).status_code == 302
    assert list(case.indicators.values_list("measured", flat=True)) == ["40"]


def test_another_standard_leaves_the_indicators_that_are_not_wholly_open(case, people, sign_in):
    send_back(case, people, Part("product", field="standard"), Part("indicators", case.indicators.first().pk))
    client = sign_in(people.clerk)
    assert client.post(reverse("declarations:take_indicators", args=[case.pk])).status_code == 403
    sent = {"version": version_of(client, case, "product"), "standard": ""}
    assert client.post(reverse("declarations:section", args=[case.pk, "product"]), sent).status_code == 302
    case.refresh_from_db()
    assert (case.standard, case.indicators.count()) == (None, 2)


def test_the_mended_case_shows_what_was_named(case, people, sign_in):
    send_back(case, people, Part("enterprise", field="contact_mobile", place="联系电话"))
    Declaration.objects.filter(pk=case.pk).update(contact_mobile="13700001234")
    case.refresh_from_db()
    actions.take(case, "resubmit", by=people.signatory)
    assert "联系电话：请核对enterprise__contact_mobile" in text(page(sign_in(people.county), "detail", case.pk))
    version = text(page(sign_in(people.county), "version", case.pk, 2))
    assert "13700001234" in version
