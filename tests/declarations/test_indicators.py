"""The standard's table in a declaration: taken over, measured, judged, frozen, shown."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from declarations import actions
from declarations.completeness import missing
from declarations.indicators import take_over_table, unanswered
from declarations.models import CorrectionItem
from declarations.openings import Part
from declarations.selectors import latest_version
from declarations.states import DeclarationStatus as S
from pinzibiao.casework.versions import versions_of
from tests.declarations.test_views import page, post_section, text
from tests.factories.declarations import DraftFactory, complete, declaration_at, step
from tests.factories.enterprises import ProductFactory, StandardFactory, StandardIndicatorFactory

pytestmark = pytest.mark.django_db
TABLE = (
    ("穿刺力", "lower", "0.7", None, "N"),
    ("耐压强度", "higher", "20", None, "kPa"),
    ("酸碱度", "range", "5", "8", ""),
)


def standard_with_table(*rows):
    standard = StandardFactory()
    for place, (name, direction, limit, upper, unit) in enumerate(rows or TABLE, start=1):
        StandardIndicatorFactory(
            standard=standard, position=place, name=name, direction=direction, limit=Decimal(limit),
            upper=upper and Decimal(upper), unit=unit, advanced=None, method="GB/T 1",
        )  # fmt: skip
    return standard


@pytest.fixture
def standard(db):
    return standard_with_table()


@pytest.fixture
def draft(enterprise, people, standard):
    case, _ = actions.create_draft(ProductFactory(enterprise=enterprise, standard=standard), by=people.clerk)
    return case


def told(case) -> list[tuple]:
    return list(case.indicators.values_list("name", "required", "measured", "unit", "direction"))


def sentences(case) -> list[str]:
    return [one.sentence for one in missing(case) if one.section == CorrectionItem.Section.INDICATORS]


def measured(case, *values, **more) -> dict:
    """The post of the page: only what is open in a row of the table."""
    rows = list(case.indicators.all())
    data = {"rows-TOTAL_FORMS": len(rows), "rows-INITIAL_FORMS": len(rows)}
    for number, (row, value) in enumerate(zip(rows, values, strict=True)):
        data |= {f"rows-{number}-id": row.pk, f"rows-{number}-measured": value}
    return data | more


def test_a_new_draft_has_the_rows_of_its_standard(draft):
    assert told(draft) == [
        ("穿刺力", "≤ 0.7", "", "N", "lower"),
        ("耐压强度", "≥ 20", "", "kPa", "higher"),
        ("酸碱度", "5 ～ 8", "", "", "range"),
    ]
    assert sentences(draft) == [
        "请填写「穿刺力」的实测值（标准要求 ≤ 0.7 N）。",
        "请填写「耐压强度」的实测值（标准要求 ≥ 20 kPa）。",
        "请填写「酸碱度」的实测值（标准要求 5 ～ 8）。",
    ]


def test_only_the_measured_value_is_typed_and_it_is_judged(draft, people, sign_in):
    client = sign_in(people.clerk)
    data = measured(
        draft, "0.52 N", "20", "９", **{"rows-0-name": "改名", "rows-0-required": "≤ 9", "rows-0-DELETE": "on"}
    )
    assert post_section(client, draft, "indicators", **data).url == reverse("declarations:edit", args=[draft.pk])
    assert told(draft) == [
        ("穿刺力", "≤ 0.7", "0.52", "N", "lower"),
        ("耐压强度", "≥ 20", "20", "kPa", "higher"),
        ("酸碱度", "5 ～ 8", "9", "", "range"),
    ]
    assert [row.judgement for row in draft.indicators.all()] == ["优于标准", "达到标准", "未达到标准"]
    shown = text(page(client, "section", draft.pk, "indicators"))
    assert [word in shown for word in ("优于标准", "达到标准", "未达到标准")] == [True, True, True]


def test_a_half_measured_table_is_saved(draft, people, sign_in):
    assert post_section(sign_in(people.clerk), draft, "indicators", **measured(draft, "0.5", "", "")).status_code == 302
    assert sentences(draft) == [
        "请填写「耐压强度」的实测值（标准要求 ≥ 20 kPa）。",
        "请填写「酸碱度」的实测值（标准要求 5 ～ 8）。",
    ]


def test_another_unit_gets_a_sentence_and_keeps_what_was_typed(draft, people, sign_in):
    response = post_section(sign_in(people.clerk), draft, "indicators", **measured(draft, "520 mN", "28", "6"))
    assert response.status_code == 422
    assert "标准的单位是 N，您写的是“mN”，请换算后只填数字。" in text(response)
    assert "520 mN" in response.content.decode()
    assert [row.measured for row in draft.indicators.all()] == ["", "", ""]


def test_a_number_far_off_is_saved_asked_about_and_confirmed(draft, people, sign_in):
    client = sign_in(people.clerk)
    address = reverse("declarations:section", args=[draft.pk, "indicators"])
    response = post_section(client, draft, "indicators", **measured(draft, "0.52", "2800", "6"))
    assert response.url == address
    assert "单位是否为 kPa、小数点是否正确？" in text(client.get(address))
    assert sentences(draft) == []
    confirmed = measured(draft, "0.52", "2800", "6", **{"rows-1-is_confirmed": "on"})
    assert post_section(client, draft, "indicators", **confirmed).url == reverse("declarations:edit", args=[draft.pk])
    assert draft.indicators.get(name="耐压强度").is_confirmed is True
    changed = measured(draft, "0.52", "3800", "6", **{"rows-1-is_confirmed": "on"})
    assert post_section(client, draft, "indicators", **changed).url == address
    assert draft.indicators.get(name="耐压强度").is_confirmed is False


def test_rows_of_free_text_stand_beside_the_table(draft, people, sign_in):
    own = {"rows-3-name": "外观", "rows-3-required": "无毛刺", "rows-3-measured": "符合", "rows-TOTAL_FORMS": 4}
    data = measured(draft, "0.5", "28", "6") | own
    assert post_section(sign_in(people.clerk), draft, "indicators", **data).status_code == 302
    assert told(draft)[-1] == ("外观", "无毛刺", "符合", "", "")
    assert draft.indicators.last().judgement == ""


def test_without_a_table_everything_is_free_text(enterprise, people):
    case = DraftFactory(product=ProductFactory(enterprise=enterprise), prepared_by=people.clerk)
    assert (told(case), unanswered(case)) == ([("穿刺力", "≤ 0.7", "0.52", "N", "")], [])


# The table and the draft go their own ways


def test_another_standard_brings_its_table_and_nothing_measured_is_lost(draft, people, sign_in):
    draft.indicators.filter(name="穿刺力").update(measured="0.52")
    draft.indicators.filter(name="耐压强度").update(measured="28")
    other = standard_with_table(("穿刺力", "lower", "0.6", None, "N"), ("流速", "higher", "1", None, "L/h"))
    post_section(sign_in(people.clerk), draft, "product", sub_brand="made", standard=other.number)
    assert told(draft) == [
        ("穿刺力", "≤ 0.6", "0.52", "N", "lower"),
        ("耐压强度", "≥ 20", "28", "kPa", ""),
        ("流速", "≥ 1", "", "L/h", "higher"),
    ]


def test_a_row_that_the_table_gained_is_offered_and_taken_over(draft, people, sign_in, standard):
    StandardIndicatorFactory(standard=standard, position=9, name="残留量", limit=Decimal(5), unit="μg", advanced=None)
    assert sentences(draft)[-1] == "标准还规定了「残留量」，请在关键指标页点“带入标准指标”。"
    client = sign_in(people.clerk)
    assert "还规定了 1 项关键指标：残留量" in text(page(client, "section", draft.pk, "indicators"))
    assert client.post(reverse("declarations:take_indicators", args=[draft.pk])).status_code == 302
    assert told(draft)[-1] == ("残留量", "≤ 5", "", "μg", "lower")
    assert unanswered(draft) == []


def test_a_table_mended_later_changes_no_declared_row(draft, standard):
    standard.indicators.filter(name="穿刺力").update(limit=Decimal("0.1"))
    standard.indicators.filter(name="耐压强度").delete()
    assert told(draft)[0] == ("穿刺力", "≤ 0.7", "", "N", "lower")
    assert draft.indicators.get(name="耐压强度").source is None


def test_a_correction_of_the_product_alone_leaves_the_indicators(enterprise, people, sign_in, standard):
    case = handed_in(enterprise, people, standard)
    step(case, "accept", people)
    step(case, "return_for_correction", people, items=[(Part("product"), "请核对标准。")])
    other = standard_with_table(("流速", "higher", "1", None, "L/h"))
    post_section(sign_in(people.clerk), case, "product", sub_brand="made", standard=other.number)
    assert [name for name, *_ in told(case)] == ["穿刺力", "耐压强度", "酸碱度"]
    client = sign_in(people.clerk)
    assert client.post(reverse("declarations:take_indicators", args=[case.pk])).status_code == 403


# What is frozen, and who sees it


def handed_in(enterprise, people, standard):
    case, _ = actions.create_draft(ProductFactory(enterprise=enterprise, standard=standard), by=people.clerk)
    complete(case)
    case.indicators.filter(direction="").delete()
    for name, value in (("穿刺力", "0.52"), ("耐压强度", "28"), ("酸碱度", "6")):
        case.indicators.filter(name=name).update(measured=value)
    step(case, "submit", people)
    return case


def test_a_version_keeps_the_numbers_and_the_judgement(enterprise, people, standard):
    case = handed_in(enterprise, people, standard)
    standard.indicators.update(limit=Decimal("0.000001"))
    kept = latest_version(case).content["indicators"]
    assert kept[0] == {
        "name": "穿刺力", "required": "≤ 0.7", "measured": "0.52", "unit": "N",
        "benchmark": {
            "direction": "lower", "limit": "0.7", "measured": "0.52", "verdict": "better", "words": "优于标准",
        },
    }  # fmt: skip
    assert kept[2]["benchmark"]["upper"] == "8"


def test_the_case_page_and_the_public_page_show_the_picture(enterprise, people, standard, sign_in, client):
    case = handed_in(enterprise, people, standard)
    body = text(page(sign_in(people.county), "detail", case.pk))
    assert "标准要求 ≤ 0.7 N，实测 0.52 N，优于标准" in body
    for action in (
        "accept",
        "pass_form_review",
        "assign_experts",
        "evaluate",
        "conclude_pass",
        "open_notice",
        "authorise",
    ):
        step(case, action, people)
    public = client.get(case.authorisation.get_absolute_url()).content.decode()
    assert public.count('<svg class="benchmark-bars"') == 3
    assert re.findall(r"style=|<script", public) == []
    assert "标准要求 5 ～ 8，实测 6，达到标准" in text(client.get(case.authorisation.get_absolute_url()))


def test_a_version_from_before_the_tables_is_still_shown(enterprise, people, sign_in, client):
    """Free text, as every version was before: a table, no picture."""
    case = declaration_at(S.AUTHORISED, product=ProductFactory(enterprise=enterprise), people=people)
    (kept,) = versions_of(case).first().content["indicators"]
    assert kept == {"name": "穿刺力", "required": "≤ 0.7", "measured": "0.52", "unit": "N"}
    assert "对标图" not in text(client.get(case.authorisation.get_absolute_url()))
    assert page(sign_in(people.county), "detail", case.pk).status_code == 200


def test_nobody_else_takes_over_a_table(draft, people, sign_in, other_enterprise):
    address = reverse("declarations:take_indicators", args=[draft.pk])
    assert [sign_in(who).post(address).status_code for who in (people.signatory, people.county)] == [403, 404]


def test_taking_over_again_changes_nothing(draft):
    before = list(draft.indicators.values())
    take_over_table(draft)
    assert list(draft.indicators.values()) == before
