"""The ladder: reports out of the register's history, steps climbed, and a picture that every paper shows."""

import io
import re
from datetime import date, timedelta
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from cultivation.ladder import Reading, follow, ladder_svg, readings_of, steps_climbed
from tests.factories.cultivation import BenchmarkProductFactory

JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)


def measured(row, on: date, value: str, step: int | None = None):
    row.reported_on, row.reached_value, row.ladder_step_after = on, Decimal(value), step
    row.save()


@pytest.fixture
def row(enterprise):
    return BenchmarkProductFactory(enterprise=enterprise, ladder_step_before=2)


def test_each_report_stays_when_the_next_comes(row):
    measured(row, JUNE, "12", 3)
    measured(row, JULY, "7.5", 4)
    assert readings_of(row) == [Reading(JUNE, Decimal(12), 3), Reading(JULY, Decimal("7.5"), 4)]


@pytest.mark.parametrize(
    ("again", "left"),
    [
        ((JUNE, "11"), Reading(JUNE, Decimal(11), None)),
        ((JULY, "12"), Reading(JULY, Decimal(12), None)),
        ((date(2026, 5, 1), "11"), Reading(date(2026, 5, 1), Decimal(11), None)),
    ],
    ids=["value put right", "day put right", "both put right"],
)
def test_what_is_put_right_is_no_second_report(again, left, row):
    measured(row, JUNE, "12")
    measured(row, *again)
    assert readings_of(row) == [left]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.none() | st.integers(0, 30).map(lambda days: JUNE + timedelta(days)),
            st.none() | st.integers(1, 4).map(Decimal),
            st.none() | st.integers(1, 5),
        ),
        max_size=8,
    )
)
def test_under_any_history_days_rise_and_the_last_state_is_the_last_report(states):
    found = follow(states)
    days = [one.on for one in found]
    assert days == sorted(set(days))
    whole = [state for state in states if state[0] and state[1]]
    assert [(one.on, one.value, one.step) for one in found[-1:]] == whole[-1:]


@pytest.mark.parametrize(
    ("before", "after", "steps"), [(2, 4, 2), (2, 2, 0), (3, 2, 0), (None, 4, 0), (2, None, 0), (1, 5, 4)]
)
def test_steps_climbed(before, after, steps, enterprise):
    row = BenchmarkProductFactory.build(
        enterprise=enterprise, product=None, ladder_step_before=before, ladder_step_after=after
    )
    assert steps_climbed(row) == steps


def test_the_picture_is_sound_xml_without_style_and_with_what_it_shows(row):
    row.indicator = '<script>"微粒"&含量'
    measured(row, JUNE, "12", 3)
    svg = ladder_svg(row, readings_of(row))
    drawing = ET.fromstring(svg)
    words = [text.text for text in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert {"现状 20", "目标 8", "标杆 5", "12", "2026-06-01", "质量阶梯 2 → 3"} <= set(words)
    assert "style=" not in svg and "<script" not in svg


def test_one_value_for_all_and_no_report_can_be_drawn(row):
    row.now_value = row.target_value = row.benchmark_value = Decimal(5)
    assert "还没有检测" in ladder_svg(row, [])


def test_page_word_and_pdf_show_the_picture(row, county_officer, sign_in):
    measured(row, JUNE, "12", 3)
    measured(row, JULY, "7.5", 4)
    client = sign_in(county_officer)
    page = client.get(reverse("cultivation:benchmark_detail", args=[row.pk])).content.decode()
    assert page.count("<svg xmlns") == 1 and "7.5" in page
    word = client.get(reverse("cultivation:benchmark_paper", args=[row.pk, "word"])).content
    assert len(Document(io.BytesIO(word)).inline_shapes) == 1
    pdf = PdfReader(io.BytesIO(client.get(reverse("cultivation:benchmark_paper", args=[row.pk, "pdf"])).content))
    text = re.sub(r"\s", "", "".join(sheet.extract_text() for sheet in pdf.pages))
    assert "2→4，提升2级" in text and "2026-07-01" in text
    assert client.get(reverse("cultivation:benchmark_paper", args=[row.pk, "exe"])).status_code == 404
