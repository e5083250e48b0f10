"""The pages behind the sign-in: who sees what, how many queries, what a wrong form says."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from declarations import actions
from declarations.models import Attachment, Declaration
from declarations.openings import Part
from declarations.states import DeclarationStatus as S
from pinzibiao.casework.actions import events_of
from pinzibiao.files.access import url as file_url
from tests.factories.declarations import DeclaredIndicatorFactory, DraftFactory, complete, declaration_at, step
from tests.factories.enterprises import ProductFactory, StandardFactory
from tests.factories.files import StoredFileFactory, upload

pytestmark = pytest.mark.django_db
LIST_QUERIES = 9


def page(client, name, *args, **query):
    return client.get(reverse(f"declarations:{name}", args=args), query)


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def case(enterprise, people) -> Declaration:
    return declaration_at(S.SUBMITTED, product=ProductFactory(enterprise=enterprise, name="输液器甲"), people=people)


@pytest.fixture
def foreign(other_enterprise) -> Declaration:
    """仙居's case: it must not leak."""
    product = ProductFactory(enterprise=other_enterprise, name="外县骨钉")
    return declaration_at(S.SUBMITTED, product=product)


# Lists


def test_a_county_lists_its_own_and_nothing_else(case, foreign, people, sign_in):
    body = text(page(sign_in(people.county), "list"))
    assert ("输液器甲" in body, "外县骨钉" in body) == (True, False)
    assert "外县骨钉" not in text(page(sign_in(people.county), "list", q="骨钉"))


def test_another_county_finds_nothing_by_list_search_export_or_address(case, foreign, xianju_officer, sign_in):
    client = sign_in(xianju_officer)
    assert "输液器甲" not in text(page(client, "list"))
    assert "输液器甲" not in text(page(client, "list", q="输液器"))
    exported = b"".join(page(client, "list", export="csv").streaming_content).decode("utf-8-sig")
    assert ("输液器甲" in exported, "外县骨钉" in exported) == (False, True)
    assert page(client, "detail", case.pk).status_code == 404
    assert page(client, "version", case.pk, 1).status_code == 404
    assert page(client, "move", case.pk, "accept").status_code == 404
    attachment = case.attachments.select_related("file").first()
    assert client.get(file_url("declarations.attachment", attachment.pk, attachment.file.name)).status_code == 404


def test_a_county_does_not_see_drafts(enterprise, people, sign_in):
    draft = DraftFactory(product=ProductFactory(enterprise=enterprise, name="未提交产品"), prepared_by=people.clerk)
    client = sign_in(people.county)
    assert "未提交产品" not in text(page(client, "list"))
    assert page(client, "detail", draft.pk).status_code == 404


def test_what_awaits_the_person_comes_first(enterprise, people, sign_in):
    for status, name in ((S.ASSIGNMENT, "市里的"), (S.SUBMITTED, "县里的"), (S.EVALUATION, "专家的")):
        declaration_at(status, product=ProductFactory(enterprise=enterprise, name=name), people=people)
    body = text(page(sign_in(people.county), "list"))
    assert body.index("县里的") < body.index("市里的") < body.index("专家的")
    assert "县里的" not in text(page(sign_in(people.city), "list", turn="mine"))
    assert "市里的" in text(page(sign_in(people.city), "list", turn="mine"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_rows(rows, enterprise, people, sign_in):
    for _ in range(rows):
        declaration_at(S.SUBMITTED, product=ProductFactory(enterprise=enterprise), people=people)
    client = sign_in(people.county)
    page(client, "list")
    with CaptureQueriesContext(
        connection,
    ) as found:
        response = page(client, "list")
    assert response.status_code == 200
    assert len(found) == LIST_QUERIES


@pytest.mark.parametrize("status", S)
def test_the_case_page_stays_under_thirty_queries(status, enterprise, people, sign_in):
    case = declaration_at(status, product=ProductFactory(enterprise=enterprise), people=people)
    client = sign_in(people.signatory)
    page(client, "detail", case.pk)
    with CaptureQueriesContext(connection) as found:
        response = page(client, "detail", case.pk)
    assert response.status_code == 200
    assert len(found) <= 30


# The enterprise's side


def test_a_draft_is_begun_from_an_own_product_and_found_again(enterprise, people, sign_in):
    product = ProductFactory(enterprise=enterprise)
    client = sign_in(people.clerk)
    first = client.post(reverse("declarations:create"), {"product": product.pk})
    case = Declaration.objects.get()
    assert (first.status_code, first.url) == (302, reverse("declarations:edit", args=[case.pk]))
    again = client.post(reverse("declarations:create"), {"product": product.pk}, follow=True)
    assert "该产品已有一份自我声明" in text(again)
    assert Declaration.objects.count() == 1


def test_another_enterprises_product_cannot_be_declared(enterprise, foreign, people, sign_in):
    response = sign_in(people.clerk).post(reverse("declarations:create"), {"product": foreign.product_id})
    assert response.status_code == 422
    assert Declaration.objects.filter(enterprise=enterprise).count() == 0


@pytest.mark.parametrize("who", ["signatory", "county", "province"])
def test_only_the_clerk_begins_a_draft(who, people, sign_in):
    assert page(sign_in(getattr(people, who)), "create").status_code == 403


def test_an_enterprise_without_products_is_told_what_to_do(people, sign_in):
    assert "请先在企业档案里登记产品" in text(page(sign_in(people.clerk), "create"))


def draft_of(people, enterprise, **fields) -> Declaration:
    return DraftFactory(product=ProductFactory(enterprise=enterprise), prepared_by=people.clerk, **fields)


def post_section(client, case, section, **values):
    address = reverse("declarations:section", args=[case.pk, section])
    version = re.search(r'name="version" value="(\w+)"', client.get(address).content.decode())
    return client.post(address, {"version": version and version[1], **values})


def test_a_section_is_saved_half_filled(enterprise, people, sign_in):
    case, _ = actions.create_draft(ProductFactory(enterprise=enterprise, standard=None), by=people.clerk)
    standard = StandardFactory(number="T/ZZB 0777—2022", title="输液器")
    response = post_section(sign_in(people.clerk), case, "product", sub_brand="made", standard="t/zzb 0777-2022")
    assert response.status_code == 302
    case.refresh_from_db()
    assert (case.standard, case.standard_public_on) == (standard, None)


def test_an_unknown_standard_gets_a_sentence_and_keeps_what_was_typed(enterprise, people, sign_in):
    case = draft_of(people, enterprise)
    response = post_section(sign_in(people.clerk), case, "product", sub_brand="farm", standard="T/ZZB 9999—2022")
    assert response.status_code == 422
    body = response.content.decode()
    assert "T/ZZB 9999—2022" in body
    assert "标准库中没有找到" in body


def rows_of(case, *rows) -> dict:
    kept = list(case.indicators.values_list("pk", flat=True))
    data = {"rows-TOTAL_FORMS": len(kept) + len(rows), "rows-INITIAL_FORMS": len(kept)}
    for number, pk in enumerate(kept):
        data |= {f"rows-{number}-id": pk, f"rows-{number}-DELETE": "on"}
    for number, row in enumerate(rows, start=len(kept)):
        data |= {f"rows-{number}-{name}": value for name, value in row.items()}
    return data


def test_indicators_are_rows_that_can_be_added_and_deleted(enterprise, people, sign_in):
    case = draft_of(people, enterprise)
    row = {"name": "残留量 㐀", "required": "≤ 5", "measured": "2", "unit": "μg", "method": "GB/T 1"}
    response = post_section(sign_in(people.clerk), case, "indicators", **rows_of(case, row))
    assert response.status_code == 302
    assert list(case.indicators.values_list("name", flat=True)) == ["残留量 㐀"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("<script>", "不能有尖括号"),
        ("好😀", "不能有表情"),
        ("长" * 81, "最多 80 字，现有 81 字"),
        ("", "请填写「指标」"),
    ],
)
def test_a_bad_indicator_gets_a_sentence_and_nothing_is_lost(name, sentence, enterprise, people, sign_in):
    case = draft_of(people, enterprise)
    row = {"name": name, "required": "≤ 5", "measured": "2.718"}
    response = post_section(sign_in(people.clerk), case, "indicators", **rows_of(case, row))
    assert response.status_code == 422
    assert sentence in text(response)
    assert "2.718" in response.content.decode()
    assert case.indicators.count() == 1


def test_a_report_of_the_future_gets_a_sentence(enterprise, people, sign_in):
    case = draft_of(people, enterprise)
    data = {"rows-TOTAL_FORMS": 1, "rows-INITIAL_FORMS": 0, "rows-0-laboratory": "院", "rows-0-mark": "cma"}
    data |= {"rows-0-number": "1", "rows-0-reported_on": "2099-01-01"}
    response = post_section(sign_in(people.clerk), case, "reports", **data)
    assert response.status_code == 422
    assert "不能晚于今天" in text(response)


def test_two_people_editing_one_table_are_shown_the_cells_and_rows_that_differ(enterprise, people, sign_in):
    case = draft_of(people, enterprise)
    address = reverse("declarations:section", args=[case.pk, "indicators"])
    client = sign_in(people.clerk)
    stale = re.search(r'name="version" value="(\w+)"', client.get(address).content.decode())[1]
    mine = case.indicators.get()
    case.indicators.update(measured="0.66")
    DeclaredIndicatorFactory(declaration=case, name="酸碱度", required="5 ～ 8", measured="6", unit="", method="")
    kept = {name: getattr(mine, name) for name in ("name", "required", "measured", "unit", "method")}
    data = {f"rows-0-{name}": value for name, value in kept.items()} | {"rows-0-id": mine.pk}
    data |= {"rows-1-name": "耐压", "rows-1-required": "1", "rows-1-measured": "2"}
    response = client.post(address, {"version": stale, "rows-TOTAL_FORMS": 3, "rows-INITIAL_FORMS": 1, **data})
    assert response.status_code == 409
    assert [(one.label, one.theirs, one.yours) for one in response.context["differences"]] == [
        ("第 1 行实测值", "0.66", "0.52"),
        ("第 2 行（您新增的）", "（没有这一行）", "指标：耐压\n标准要求：1\n实测值：2"),
        ("对方新增的行", "指标：酸碱度\n标准要求：5 ～ 8\n实测值：6", "（没有这一行）"),
    ]
    assert case.indicators.get(name="穿刺力").measured == "0.66"


def test_a_row_that_one_of_two_deletes_is_named(enterprise, people, sign_in):
    case = draft_of(people, enterprise)
    client = sign_in(people.clerk)
    address = reverse("declarations:section", args=[case.pk, "indicators"])
    second = DeclaredIndicatorFactory(declaration=case, name="耐压", required="1", measured="2", unit="", method="")
    stale = re.search(r'name="version" value="(\w+)"', client.get(address).content.decode())[1]
    first = case.indicators.exclude(pk=second.pk).get()
    gone = second.pk
    second.delete()
    data = {"rows-TOTAL_FORMS": 2, "rows-INITIAL_FORMS": 2, "rows-0-id": first.pk, "rows-0-DELETE": "on"}
    data |= {"rows-1-id": gone, "rows-1-name": "耐压", "rows-1-required": "1", "rows-1-measured": "2"}
    response = client.post(address, {"version": stale, **data})
    assert [one.label for one in response.context["differences"]] == ["第 1 行（您要删除）", "第 2 行（对方已删除）"]


def test_after_submission_the_sections_are_locked_with_a_plain_sentence(case, people, sign_in):
    response = page(sign_in(people.clerk), "section", case.pk, "product")
    assert response.status_code == 403
    assert "已提交的内容不能修改" in text(response)


def test_in_a_correction_only_named_sections_open_and_show_the_reason(enterprise, people, sign_in):
    case = declaration_at(S.CORRECTION, product=ProductFactory(enterprise=enterprise), people=people)
    client = sign_in(people.clerk)
    opened = page(client, "section", case.pk, "indicators")
    assert "请补充耐压强度的实测值。" in text(opened)
    closed = page(client, "section", case.pk, "essence")
    assert (closed.status_code, "不在补正范围内" in text(closed)) == (403, True)
    assert page(client, "attachments", case.pk).status_code == 403


@pytest.mark.parametrize(("who", "status"), [("signatory", 403), ("county", 404), ("city", 404)])
def test_sections_of_a_draft_belong_to_the_clerk(who, status, enterprise, people, sign_in):
    case = draft_of(people, enterprise)
    client = sign_in(getattr(people, who))
    for name, args in (("edit", ()), ("section", ("product",)), ("attachments", ())):
        assert page(client, name, case.pk, *args).status_code == status


def test_an_unknown_section_does_not_exist(enterprise, people, sign_in):
    case = draft_of(people, enterprise)
    assert page(sign_in(people.clerk), "section", case.pk, "nonsense").status_code == 404


def test_an_attachment_is_added_and_removed(enterprise, people, sign_in):
    case, _ = actions.create_draft(ProductFactory(enterprise=enterprise), by=people.clerk)
    client = sign_in(people.clerk)
    address = reverse("declarations:attachments", args=[case.pk])
    response = client.post(address, {"kind": "licence", "files": "[]", "files_files": upload(name="执照.pdf")})
    assert response.status_code == 302
    row = case.attachments.get()
    assert (row.kind, row.file.name) == ("licence", "执照.pdf")
    client.post(reverse("declarations:remove", args=[case.pk, row.pk]))
    assert case.attachments.count() == 0


def test_a_program_named_pdf_is_refused_with_a_sentence(enterprise, people, sign_in):
    case, _ = actions.create_draft(ProductFactory(enterprise=enterprise), by=people.clerk)
    address = reverse("declarations:attachments", args=[case.pk])
    bad = upload(b"MZ" + bytes(300), "报告.pdf")
    response = sign_in(people.clerk).post(address, {"kind": "report", "files": "[]", "files_files": bad})
    assert response.status_code == 422
    assert "程序" in text(response)


def test_a_submitted_attachment_is_only_left_out(enterprise, people, sign_in):
    case = declaration_at(S.FORM_REVIEW, product=ProductFactory(enterprise=enterprise), people=people)
    step(case, "return_for_correction", people, items=[(Part("attachments"), "执照不清晰")])
    row = case.attachments.get(kind="licence")
    sign_in(people.clerk).post(reverse("declarations:remove", args=[case.pk, row.pk]))
    row.refresh_from_db()
    assert row.is_removed
    Attachment.objects.create(declaration=case, kind="licence", file=StoredFileFactory(name="新执照.pdf"))
    step(case, "resubmit", people)
    client = sign_in(people.county)
    assert "新执照.pdf" not in text(page(client, "version", case.pk, 1))
    second = text(page(client, "version", case.pk, 2))
    assert ("新执照.pdf" in second, "与上一版不同的部分 附件" in second) == (True, True)


def test_files_not_yet_submitted_are_the_enterprises_alone(enterprise, people, sign_in):
    case = declaration_at(S.CORRECTION, product=ProductFactory(enterprise=enterprise), people=people)
    row = Attachment.objects.create(declaration=case, kind="other", file=StoredFileFactory())
    address = file_url("declarations.attachment", row.pk, row.file.name)
    opened = sign_in(people.clerk).get(address)
    assert opened.status_code == 200
    assert b"".join(opened.streaming_content).startswith(b"%PDF")
    assert sign_in(people.county).get(address).status_code == 404


def test_the_county_reads_the_frozen_version_while_the_enterprise_corrects(enterprise, people, sign_in):
    case = declaration_at(S.CORRECTION, product=ProductFactory(enterprise=enterprise), people=people)
    case.indicators.update(measured="0.31415")
    assert "0.31415" not in text(page(sign_in(people.county), "detail", case.pk))
    assert "0.31415" in text(page(sign_in(people.clerk), "detail", case.pk))


# Acts


def answers(client, case, action, **values):
    address = reverse("declarations:move", args=[case.pk, action])
    body = client.get(address).content.decode()
    hidden = dict(re.findall(r'name="(key|expected|pledge)" value="([^"]*)"', body))
    return client.post(address, hidden | values)


def test_the_signatory_must_confirm_each_promise(enterprise, people, sign_in):
    case = draft_of(people, enterprise)
    client = sign_in(people.signatory)
    ticks = dict.fromkeys(("has_read", "confirm_promises_quality", "confirm_promises_credit"), "on")
    assert answers(client, case, "submit", **ticks).status_code == 422
    response = answers(client, case, "submit", **ticks, confirm_promises_truth="on")
    case.refresh_from_db()
    assert (response.status_code, case.status, case.signed_by) == (302, S.SUBMITTED, people.signatory)


def test_the_clerk_is_refused_at_the_signatorys_desk(enterprise, people, sign_in):
    case = draft_of(people, enterprise)
    assert page(sign_in(people.clerk), "move", case.pk, "submit").status_code == 403


def test_a_form_sent_twice_acts_once(case, people, sign_in):
    client = sign_in(people.county)
    address = reverse("declarations:move", args=[case.pk, "accept"])
    body = client.get(address).content.decode()
    hidden = dict(re.findall(r'name="(key|expected|pledge)" value="([^"]*)"', body))
    assert [client.post(address, hidden).status_code for _ in range(2)] == [302, 302]
    assert events_of(case).filter(action="accept").count() == 1


def test_an_old_page_is_told_who_was_first(case, people, sign_in):
    client = sign_in(people.county_second)
    address = reverse("declarations:move", args=[case.pk, "accept"])
    body = client.get(address).content.decode()
    hidden = dict(re.findall(r'name="(key|expected|pledge)" value="([^"]*)"', body))
    actions.take(case, "accept", by=people.county)
    response = client.post(address, hidden)
    assert response.status_code == 409
    assert "县经办 已于" in text(response)


def test_a_return_names_sections_with_reasons(case, people, sign_in):
    step(case, "accept", people)
    client = sign_in(people.county_second)
    bad = answers(client, case, "return_for_correction", comment="请补正", tick_essence="on")
    assert (bad.status_code, "请写明「四精自评」要补正什么" in text(bad)) == (422, True)
    none = answers(client, case, "return_for_correction", comment="请补正")
    assert "请至少勾选一个" in text(none)
    good = answers(
        client, case, "return_for_correction", comment="请补正", tick_essence="on", reason_essence="说明太短"
    )
    assert good.status_code == 302
    assert list(case.correction_items.values_list("section", "reason", "round")) == [("essence", "说明太短", 1)]


def test_a_conflicted_expert_is_shown_barred_and_refused_when_posted(enterprise, people, expert_user, sign_in):
    case = declaration_at(S.ASSIGNMENT, product=ProductFactory(enterprise=enterprise), people=people)
    expert_user.expert.interests.create(enterprise=enterprise, kind="advised")
    client = sign_in(people.city)
    shown = page(client, "move", case.pk, "assign_experts").content.decode()
    assert f'id="expert-{expert_user.expert.pk}"' not in shown
    assert "张专甲" in shown.partition("须回避或暂不能指派的专家（1 名）")[2]
    free = people.experts[0]
    chosen = {"experts": [free.pk, expert_user.expert.pk], "leader": free.pk}
    response = answers(client, case, "assign_experts", **chosen)
    assert response.status_code == 422
    assert "张专甲：已申报：为该企业提供咨询服务" in text(response)
    assert case.evaluations.count() == 0
    chosen = {"experts": [one.pk for one in people.experts], "leader": free.pk}
    assert answers(client, case, "assign_experts", **chosen).status_code == 302
    assert case.evaluations.get(is_leader=True).expert == free


def test_experts_are_searched_by_name(enterprise, people, expert_user, sign_in):
    case = declaration_at(S.ASSIGNMENT, product=ProductFactory(enterprise=enterprise), people=people)
    body = text(page(sign_in(people.city), "move", case.pk, "assign_experts", q="张专"))
    assert ("张专甲" in body, "评价专家1" in body) == (True, False)


def test_an_expert_sees_only_assigned_cases_and_no_score_but_their_own(enterprise, people, third_expert_user, sign_in):
    case = declaration_at(S.EVALUATION, product=ProductFactory(enterprise=enterprise), people=people)
    assert page(sign_in(third_expert_user), "detail", case.pk).status_code == 404
    first, second = (one.user for one in people.experts)
    assert answers(sign_in(first), case, "evaluate", score="61.5", opinion="甲的独立意见").status_code == 302
    hidden = text(page(sign_in(second), "detail", case.pk))
    assert ("61.5" in hidden, "甲的独立意见" in hidden) == (False, False)
    answers(sign_in(second), case, "evaluate", score="92.5", opinion="乙的独立意见")
    shown = text(page(sign_in(second), "detail", case.pk))
    assert ("61.5" in shown, "平均分： 77.0" in shown) == (True, True)
    enterprise_page = text(page(sign_in(people.clerk), "detail", case.pk))
    assert ("61.5" in enterprise_page, "乙的独立意见" in enterprise_page) == (False, False)


def test_the_enterprise_reads_why_it_can_no_longer_withdraw(enterprise, people, sign_in):
    case = declaration_at(S.EVALUATION, product=ProductFactory(enterprise=enterprise), people=people)
    client = sign_in(people.clerk)
    assert "资料评价已经开始，不能再撤回" in text(page(client, "detail", case.pk))
    refused = page(client, "move", case.pk, "withdraw")
    assert (refused.status_code, "资料评价中" in text(refused)) == (409, True)


def test_objections_show_who_wrote_them_to_the_offices_only(enterprise, people, sign_in):
    case = declaration_at(S.OBJECTION, product=ProductFactory(enterprise=enterprise), people=people)
    assert "周异议" in text(page(sign_in(people.city), "detail", case.pk))
    assert "周异议" not in text(page(sign_in(people.clerk), "detail", case.pk))
    assert "周异议" not in text(page(sign_in(people.experts[0].user), "detail", case.pk))


def test_every_form_of_an_act_opens(enterprise, people, sign_in):
    for status in S:
        case = declaration_at(status, product=ProductFactory(enterprise=enterprise), people=people)
        everybody = [people.clerk, people.signatory, people.county, people.county_second, people.city, people.province]
        for person in [*everybody, *(one.user for one in people.experts)]:
            if page(sign_in(person), "detail", case.pk).status_code != 200:
                continue
            for one in actions.PROCEDURE.open_actions(person, case):
                assert page(sign_in(person), "move", case.pk, one.move.action).status_code == 200, one.move


def test_the_enterprises_page_has_a_panel(case, people, sign_in):
    body = text(sign_in(people.county).get(case.enterprise.get_absolute_url()))
    assert case.number in body


def test_a_complete_draft_is_told_to_the_signatory(enterprise, people, sign_in):
    case, _ = actions.create_draft(ProductFactory(enterprise=enterprise), by=people.clerk)
    assert "还缺" in text(page(sign_in(people.clerk), "edit", case.pk))
    complete(case)
    assert "请签署人核对后签署提交" in text(page(sign_in(people.clerk), "edit", case.pk))
