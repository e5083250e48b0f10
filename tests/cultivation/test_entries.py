"""The library's pages: as of a day, candidates by rule, the card."""

import io
import re
from datetime import date

import pytest
from django.urls import reverse
from pypdf import PdfReader

from cultivation.actions import ENTRY_PROCEDURE
from cultivation.models import LibraryEntry
from enterprises.models import Enterprise
from pinzibiao.exchange.models import SavedView
from tests.cultivation.test_lists import fill, workbook
from tests.factories.cultivation import LibraryEntryFactory, ProblemFactory
from tests.factories.enterprises import EnterpriseFactory

LIST = "/cultivation/entries/"


@pytest.fixture
def entry(enterprise, county_officer):
    row = LibraryEntryFactory(enterprise=enterprise, by=county_officer)
    ENTRY_PROCEDURE.take(row, "admit", by=county_officer, comment="龙头企业。", data={"entered_on": date(2025, 3, 1)})
    ENTRY_PROCEDURE.take(row, "set_tier", by=county_officer, data={"tier": "key", "moved_on": date(2025, 6, 1)})
    return row


def test_the_list_shows_counts_and_exports_a_day(entry, county_officer, sign_in):
    client = sign_in(county_officer)
    page = client.get(f"{LIST}?on=2025-04-01")
    assert {label: count for _, label, count in page.context["tiers"]} == {"储备": 1, "重点": 0, "冲刺": 0, "已获标": 0}
    assert "2025-04-01 当天" in page.content.decode()
    head, row = next(iter(workbook(client.get(f"{LIST}?on=2025-04-01&export=xlsx")).values()))
    assert dict(zip(head, row, strict=True))["梯队"] == "储备"
    assert client.get(f"{LIST}?on=2025-04-01&tier=key").context["page_obj"].count == 0
    assert client.get(f"{LIST}?on=2025-07-01&tier=key").context["page_obj"].count == 1
    assert client.get(f"{LIST}?on=2025-02-01").context["page_obj"].count == 0
    assert client.get(LIST).context["page_obj"].count == 1


def test_entry_and_exit_keep_their_reasons(entry, county_officer):
    assert entry.enter_reason == "龙头企业。"
    ENTRY_PROCEDURE.take(entry, "leave", by=county_officer, comment="停产。", data={"left_on": date(2025, 9, 1)})
    entry.refresh_from_db()
    assert (entry.enter_reason, entry.leave_reason, entry.left_on) == ("龙头企业。", "停产。", date(2025, 9, 1))


# Candidates by rule


@pytest.fixture
def rule(county_officer):
    return SavedView.objects.create(
        owner=county_officer, list_key="enterprises:list", name="大企业", query="scale=large"
    )


def found(client, rule) -> set[str]:
    return {row.name for row in client.get(f"{LIST}candidates/?rule={rule.pk}").context["rows"]}


def test_a_rule_finds_those_who_are_not_in_yet(rule, entry, county_officer, sign_in):
    Enterprise.objects.filter(pk=entry.enterprise_id).update(scale="large")
    big, _ = EnterpriseFactory(scale="large"), EnterpriseFactory(scale="small")
    assert found(sign_in(county_officer), rule) == {big.name}
    ENTRY_PROCEDURE.take(entry, "leave", by=county_officer, comment="停产。")
    assert found(sign_in(county_officer), rule) == {big.name, entry.enterprise.name}


def test_those_ticked_become_candidates_for_the_rules_reason(rule, county_officer, other_enterprise, sign_in):
    big, other = EnterpriseFactory(scale="large"), EnterpriseFactory(scale="large")
    Enterprise.objects.filter(pk=other_enterprise.pk).update(scale="large")
    client, url = sign_in(county_officer), f"{LIST}candidates/?rule={rule.pk}"
    assert client.post(url, {"rows": [big.pk, other_enterprise.pk]}).url == f"{LIST}?status=candidate"
    made = LibraryEntry.objects.get()
    assert (made.enterprise, made.status, made.enter_reason) == (big, "candidate", "符合规则：大企业")
    assert found(client, rule) == {other.name}


def test_anothers_rule_and_a_stale_one_find_nothing(rule, xianju_officer, county_officer, sign_in):
    assert sign_in(xianju_officer).get(f"{LIST}candidates/?rule={rule.pk}").context["rows"] == []
    SavedView.objects.filter(pk=rule.pk).update(query="gone=1")
    answer = sign_in(county_officer).get(f"{LIST}candidates/?rule={rule.pk}")
    assert (answer.status_code, "重新筛选并保存" in answer.content.decode()) == (400, True)


# The card


def test_the_card_is_one_page_with_what_the_records_say(
    enterprise, other_enterprise, county_officer, expert_user, sign_in
):
    rows = fill(enterprise, county_officer, expert_user)
    LibraryEntry.objects.filter(pk=rows["entry"].pk).update(enter_reason="理由" * 200, leave_reason="原因" * 200)
    for _ in range(5):
        ProblemFactory(enterprise=enterprise, by=expert_user, title="长" * 120, raised_on=date(2026, 1, 5))
    answer = sign_in(county_officer).get(reverse("cultivation:entry_card", args=[rows["entry"].pk]))
    reader = PdfReader(io.BytesIO(answer.content))
    assert len(reader.pages) == 1
    text = re.sub(r"\s", "", reader.pages[0].extract_text())
    for words in (enterprise.name, enterprise.uscc, rows["problem"].number, rows["measure"].number, rows["plan"].title):
        assert words in text
    assert other_enterprise.name not in text
