"""The check page: everything that is wrong at once, and each line leads to a field that is there."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from declarations import actions
from declarations.completeness import missing
from declarations.indicators import take_over_table
from declarations.states import DeclarationStatus as S
from tests.declarations.test_views import page, text
from tests.factories.declarations import DraftFactory, declaration_at
from tests.factories.enterprises import ProductFactory, StandardFactory, StandardIndicatorFactory

pytestmark = pytest.mark.django_db
QUERIES = 10


def standard_with_table(rows: int):
    standard = StandardFactory()
    for place in range(1, rows + 1):
        StandardIndicatorFactory(
            standard=standard, position=place, name=f"指标{place}", direction="higher", limit=Decimal(20),
            upper=None, unit="kPa", advanced=None, method="GB/T 1",
        )  # fmt: skip
    return standard


@pytest.fixture
def empty(enterprise, people):
    """A draft of a medical device without a licence, of a standard with one indicator; nothing is filled in."""
    product = ProductFactory(enterprise=enterprise, standard=standard_with_table(1), device_class="2", licence_no="")
    return actions.create_draft(product, by=people.clerk)[0]


def links(response) -> list[str]:
    return re.findall(r'href="([^"]+)">去修改', response.content.decode())


def test_every_problem_stands_on_one_page_with_rule_value_and_example(empty, people, sign_in):
    shown = page(sign_in(people.clerk), "check", empty.pk)
    found = missing(empty)
    assert len(links(shown)) == len(found) == 18
    for one in found:
        assert f"{one.section.label} {one.sentence} {one.finding.value or '未填写'} {one.rule} {one.example}" in text(
            shown
        )


def test_each_link_leads_to_a_field_that_is_there(empty, people, sign_in):
    client = sign_in(people.clerk)
    for address in links(page(client, "check", empty.pk)):
        target, _, anchor = address.partition("#")
        assert f'id="{anchor}"' in client.get(target).content.decode(), address


def test_the_link_of_a_wrong_cell_leads_to_the_cell_that_holds_it(enterprise, people, sign_in):
    case = DraftFactory(product=ProductFactory(enterprise=enterprise), prepared_by=people.clerk)
    tomorrow = timezone.localdate() + timedelta(days=1)
    case.test_reports.create(laboratory="浙江检测院", mark="cma", number="新", reported_on=tomorrow)
    case.test_reports.create(laboratory="浙江检测院", mark="cma", number="旧", reported_on=date(2020, 1, 1))
    client = sign_in(people.clerk)
    [address] = links(page(client, "check", case.pk))
    target, _, anchor = address.partition("#")
    box = re.search(rf'<input[^>]*id="{anchor}"[^>]*>', client.get(target).content.decode())[0]
    assert f'value="{tomorrow}"' in box


def test_a_link_to_a_paper_has_its_kind_chosen(empty, people, sign_in):
    client = sign_in(people.clerk)
    [address] = [one for one in links(page(client, "check", empty.pk)) if "kind=seal" in one]
    assert '<option value="seal" selected>' in client.get(address.partition("#")[0]).content.decode()


def test_a_complete_draft_has_nothing_to_mend(enterprise, people, sign_in):
    case = DraftFactory(product=ProductFactory(enterprise=enterprise), prepared_by=people.clerk)
    shown = page(sign_in(people.clerk), "check", case.pk)
    assert ("没有发现问题" in text(shown), links(shown)) == (True, [])


def test_the_signatory_reads_it_and_mends_nothing(empty, people, sign_in):
    client = sign_in(people.signatory)
    shown = page(client, "check", empty.pk)
    assert (text(shown).count("由经办人修改"), links(shown)) == (18, [])
    assert "提交前检查：还有 18 项问题" in text(page(client, "move", empty.pk, "submit"))


def test_the_task_list_leads_to_it(empty, people, sign_in):
    assert "一页看全部 18 项问题" in text(page(sign_in(people.clerk), "edit", empty.pk))


def test_in_a_correction_a_closed_section_has_no_link(enterprise, people, sign_in):
    case = declaration_at(S.CORRECTION, product=ProductFactory(enterprise=enterprise), people=people)
    case.contact_name = ""
    case.save()
    shown = page(sign_in(people.clerk), "check", case.pk)
    assert ("不在补正范围" in text(shown), links(shown)) == (True, [])


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_for_any_number_of_problems(rows, enterprise, people, sign_in):
    product = ProductFactory(enterprise=enterprise, standard=standard_with_table(rows))
    case, _ = actions.create_draft(product, by=people.clerk)
    take_over_table(case)
    for number in range(rows):
        day = timezone.localdate() + timedelta(days=number + 1)
        case.test_reports.create(laboratory="浙江检测院", mark="cma", number=str(number), reported_on=day)
    client = sign_in(people.clerk)
    page(client, "check", case.pk)
    with CaptureQueriesContext(connection) as found:
        page(client, "check", case.pk)
    assert len(found) == QUERIES
