"""The pages of an import: the way in, the errors, the word of its owner."""

import io
import uuid

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from enterprises.models import Enterprise
from pinzibiao.exchange import actions
from pinzibiao.exchange.kinds import kind_of
from pinzibiao.exchange.models import Import
from pinzibiao.jobs.models import Job
from pinzibiao.jobs.states import Status
from tests.cast import uscc
from tests.factories.exchange import checked, enterprise_row, sent, taken_in, workbook, written

LIST, START, NEW = "/exchange/imports/", "/exchange/imports/new/", "/exchange/imports/new/enterprise/"
TEMPLATE = "/exchange/templates/enterprise.xlsx"
WRONG = enterprise_row(1, 企业名称="", 成立日期="去年")


@pytest.fixture(autouse=True)
def industry(enterprise):
    """The industry of the rows."""


def words(response) -> str:
    return response.content.decode()


def send(client, content: bytes, name: str = "企业.xlsx", key=None):
    return client.post(NEW, {"file": sent(content, name), "key": key or uuid.uuid4()})


# The list


def test_the_list_shows_ones_own_imports_and_nobody_elses(county_officer, county_second, sign_in):
    taken_in(county_officer, name="我的企业.xlsx")
    taken_in(county_second, name="同事的企业.xlsx")
    page = words(sign_in(county_officer).get(LIST))
    assert "我的企业.xlsx" in page
    assert "同事的企业.xlsx" not in page


def test_the_auditor_reads_all_and_the_administrator_none(county_officer, auditor, administrator, sign_in):
    taken_in(county_officer, name="临平企业.xlsx")
    assert "临平企业.xlsx" in words(sign_in(auditor).get(LIST))
    assert "导入文件</a>" not in words(sign_in(auditor).get(LIST))
    assert "临平企业.xlsx" not in words(sign_in(administrator).get(LIST))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(county_officer, sign_in, django_assert_num_queries, count):
    for n in range(count):
        checked(county_officer, [enterprise_row(n)])
    client = sign_in(county_officer)
    client.get(LIST)
    with django_assert_num_queries(5):
        assert words(client.get(LIST)).count("<tr>") == count + 1


def test_the_list_is_filtered_by_stage_and_kind(county_officer, sign_in):
    checked(county_officer, name="待确认.xlsx")
    checked(county_officer, [WRONG], name="有错误.xlsx")
    client = sign_in(county_officer)
    page = words(client.get(LIST, {"stage": "wrong", "kind": "enterprise"}))
    assert "有错误.xlsx" in page
    assert "待确认.xlsx" not in page


# The way in


def test_the_enterprise_list_leads_to_its_import_for_those_who_may(county_officer, city_officer, clerk, sign_in):
    button = f'href="{NEW}"'
    shown = [button in words(sign_in(person).get("/enterprises/")) for person in (county_officer, city_officer, clerk)]
    assert shown == [True, False, False]


def test_each_register_is_offered_with_its_template(county_officer, sign_in):
    page = words(sign_in(county_officer).get(START))
    assert f'href="{NEW}"' in page
    assert f'href="{TEMPLATE}" download' in page


def test_the_template_offers_the_counties_of_the_person(county_officer, province_handler, sign_in):
    def counties(person) -> list[str]:
        book = load_workbook(io.BytesIO(sign_in(person).get(TEMPLATE).getvalue()))
        return [cell.value for cell in book["_选项"]["C"] if cell.value]

    assert counties(county_officer) == ["临平区"]
    assert {"临平区", "仙居县"} < set(counties(province_handler))


def test_a_file_is_taken_in_and_checked_in_the_background(county_officer, sign_in):
    client = sign_in(county_officer)
    response = send(client, workbook([enterprise_row()]))
    case = Import.objects.get()
    assert response["Location"] == case.get_absolute_url()
    page = words(client.get(case.get_absolute_url()))
    assert f'hx-get="{case.job.progress_url}?reload=1"' in page
    assert "还没有写入任何内容" in page


def test_a_double_click_makes_one_import(county_officer, sign_in):
    client, key = sign_in(county_officer), uuid.uuid4()
    content = workbook([enterprise_row()])
    first, second = send(client, content, key=key), send(client, content, key=key)
    assert first["Location"] == second["Location"]
    assert (Import.objects.count(), Job.objects.count()) == (1, 1)


def test_the_same_key_of_two_people_makes_two_imports(county_officer, county_second, sign_in):
    key = uuid.uuid4()
    for person in (county_officer, county_second):
        send(sign_in(person), workbook([enterprise_row()]), key=key)
    assert Import.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "企业.xlsx", "「企业.xlsx」是空文件，请检查后重新选择。"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "企业.xls", "「企业.xls」是旧版 Excel（.xls）文件。"),
        (b"%PDF-1.4 ...", "企业.xlsx", "「企业.xlsx」是 PDF 文件，不能导入。"),
    ],
)
def test_what_is_no_table_is_refused_on_the_form(county_officer, sign_in, content, name, sentence):
    response = send(sign_in(county_officer), content, name)
    assert response.status_code == 422
    assert sentence in words(response)
    assert Import.objects.count() == 0


def test_a_file_above_the_limit_is_refused_with_its_size(county_officer, sign_in, settings):
    settings.MAX_UPLOAD_BYTES = 2000
    settings.FILE_UPLOAD_HANDLERS = ["pinzibiao.files.handlers.BoundedUploadHandler"]
    response = send(sign_in(county_officer), workbook([enterprise_row()]))
    assert response.status_code == 422
    assert "的上限，请压缩或拆分后再上传" in words(response)


def test_without_a_file_the_form_says_so(county_officer, sign_in):
    response = sign_in(county_officer).post(NEW, {"key": uuid.uuid4()})
    assert response.status_code == 422
    assert "请选择「要导入的文件」。" in words(response)


def test_an_unknown_register_does_not_exist(county_officer, sign_in):
    client = sign_in(county_officer)
    assert [client.get(url).status_code for url in (f"{START}nothing/", "/exchange/templates/nothing.xlsx")] == [
        404,
        404,
    ]


# One import


def test_the_page_counts_what_would_be_done_and_asks(county_officer, enterprise, sign_in):
    case = checked(county_officer, [enterprise_row(1), enterprise_row(2, 统一社会信用代码=enterprise.uscc)])
    page = words(sign_in(county_officer).get(case.get_absolute_url()))
    assert '将新增</span><span class="tile-value">1<' in page
    assert '将更新</span><span class="tile-value">1<' in page
    assert reverse("exchange:import_confirm", args=[case.pk]) in page
    assert Enterprise.objects.count() == 1


def test_every_error_stands_on_its_page_and_is_filtered_by_column(county_officer, sign_in):
    case = checked(county_officer, [WRONG, *({"统一社会信用代码": "1"} for _ in range(11))])
    client = sign_in(county_officer)
    detail = words(client.get(case.get_absolute_url()))
    assert f"错误（{case.fault_count} 处）" in detail
    assert "标注错误_企业.xlsx" in detail
    url = reverse("exchange:import_faults", args=[case.pk])
    page = words(client.get(url))
    for said in ("去年", "日期请写作 2026-03-01、2026.3.1 或 2026年3月1日。", "2015-06-01", "「企业名称」必填。"):
        assert said in page
    some = words(client.get(url, {"label": "成立日期"}))
    assert "去年" in some
    assert "「企业名称」必填。" not in some


def test_the_errors_are_listed_with_few_queries(county_officer, sign_in, django_assert_num_queries):
    case = checked(county_officer, [{"统一社会信用代码": str(n)} for n in range(30)])
    client, url = sign_in(county_officer), reverse("exchange:import_faults", args=[case.pk])
    client.get(url)
    with django_assert_num_queries(7):
        client.get(url)


def test_the_marked_copy_is_the_owners_alone(county_officer, county_second, auditor, sign_in):
    case = checked(county_officer, [WRONG])
    url = reverse("files:serve", args=["exchange.marked", case.pk, "a.xlsx"])
    book = load_workbook(io.BytesIO(sign_in(county_officer).get(url).getvalue()))
    assert book.sheetnames[0] == "错误清单"
    assert [sign_in(person).get(url).status_code for person in (county_second, auditor)] == [404, 404]


def test_another_persons_import_does_not_exist(county_officer, county_second, sign_in):
    case = checked(county_officer)
    client = sign_in(county_second)
    names = ("import_detail", "import_faults", "import_confirm", "import_give_up")
    assert {client.get(reverse(f"exchange:{name}", args=[case.pk])).status_code for name in names} == {404}
    assert client.post(reverse("exchange:import_confirm", args=[case.pk])).status_code == 404
    assert Import.objects.get().asked_at is None


def test_what_cannot_be_read_says_why_and_offers_the_template(county_officer, sign_in):
    case = checked(county_officer, content=workbook([["甲", "乙"]], labels=["不", "对"]))
    page = words(sign_in(county_officer).get(case.get_absolute_url()))
    assert "没有找到「企业库」的表头" in page
    assert f'href="{TEMPLATE}"' in page


def test_an_old_template_is_refused_with_a_link_to_the_new_one(county_officer, sign_in):
    case = checked(county_officer, content=workbook([enterprise_row()], mark="enterprise@00000000"))
    page = words(sign_in(county_officer).get(case.get_absolute_url()))
    assert "这是旧版的「企业库」模板" in page
    assert f'href="{TEMPLATE}"' in page


def test_the_present_template_is_taken(county_officer):
    assert (
        checked(county_officer, content=workbook([enterprise_row()], mark=kind_of("enterprise").mark)).created_count
        == 1
    )


# The word


def test_the_question_says_how_many(county_officer, sign_in):
    case = checked(county_officer, [enterprise_row(n) for n in range(3)])
    page = words(sign_in(county_officer).get(reverse("exchange:import_confirm", args=[case.pk])))
    assert "确定把「企业.xlsx」的 3 行写入企业库吗？其中新增 3 行，更新 0 行；另有 0 行与现有数据相同，不改动。" in page


def test_confirmed_twice_it_is_asked_once(county_officer, sign_in):
    case = checked(county_officer)
    client, url = sign_in(county_officer), reverse("exchange:import_confirm", args=[case.pk])
    for _ in range(2):
        assert client.post(url)["Location"] == case.get_absolute_url()
    assert Job.objects.filter(kind="exchange.merge").count() == 1


def test_the_receipt_tells_counts_time_file_and_hash(county_officer, sign_in):
    case = written(county_officer)
    page = words(sign_in(county_officer).get(case.get_absolute_url()))
    assert '已新增</span><span class="tile-value">1<' in page
    for said in ("回执", "已写入", case.source.sha256, "企业.xlsx", "写入时间"):
        assert said in page
    assert Enterprise.objects.filter(uscc=uscc(60_000)).exists()


def test_a_file_with_errors_cannot_be_confirmed(county_officer, sign_in):
    case = checked(county_officer, [WRONG])
    client, url = sign_in(county_officer), reverse("exchange:import_confirm", args=[case.pk])
    assert client.get(url)["Location"] == case.get_absolute_url()
    assert "这次导入有错误" in words(client.post(url, follow=True))
    assert Import.objects.get().asked_at is None


def test_given_up_nothing_can_be_written(county_officer, sign_in):
    case = checked(county_officer)
    client = sign_in(county_officer)
    client.post(reverse("exchange:import_give_up", args=[case.pk]))
    client.post(reverse("exchange:import_confirm", args=[case.pk]))
    case = Import.objects.get()
    assert (case.stage, case.asked_at) == ("closed", None)


def test_a_job_that_failed_is_offered_again(county_officer, sign_in):
    case = taken_in(county_officer)
    Job.objects.filter(pk=case.job_id).update(status=Status.FAILED, error="执行中断", finished_at="2026-01-01T00:00Z")
    page = words(sign_in(county_officer).get(case.get_absolute_url()))
    assert f'action="/jobs/{case.job_id}/again/"' in page
    assert "正在核对时中断，可重新执行" in page


def test_what_equals_the_register_need_not_be_written(county_officer, sign_in):
    written(county_officer)
    case = checked(county_officer)
    assert (case.stage, case.unchanged_count) == ("same", 1)
    page = words(sign_in(county_officer).get(case.get_absolute_url()))
    assert "与现有数据相同，无须写入" in page
    assert "确认导入" not in page


def test_old_imports_are_given_up(county_officer):
    old, new = checked(county_officer), checked(county_officer, [enterprise_row(7)])
    Import.objects.filter(pk=old.pk).update(created_at="2026-01-01T00:00Z")
    assert actions.close_old() == 1
    assert list(Import.objects.order_by("pk").values_list("stage", flat=True)) == ["closed", "ready"]
    assert new.stage == "ready"
