"""Forms: what is refused, what two people see who change one record, what is asked before an act."""

import pytest
from django.forms import DecimalField
from django.test import Client

from enterprises.models import Enterprise
from pinzibiao.lib import forms
from tests.cast import LINPING, XIANJU, uscc
from tests.ground.lib import gallery

pytestmark = pytest.mark.urls("tests.ground.lib.gallery")


def answers(row, **changes) -> dict:
    return {
        "name": row.name,
        "uscc": row.uscc,
        "county": row.county_id,
        "industry": row.industry_id,
        "scale": row.scale,
        "main_product": row.main_product,
        **changes,
    }


def version_of(client: Client, row) -> str:
    return client.get(f"/e/{row.pk}/edit/").context["version"]


def test_create(sign_in, county_officer, make_enterprises):
    (row,) = make_enterprises(1)
    response = sign_in(county_officer).post("/e/new/", answers(row, uscc=uscc(7), name="  新企业㐀  "))
    made = Enterprise.objects.get(uscc=uscc(7))
    assert (response.status_code, response["Location"]) == (302, f"/e/{made.pk}/")
    assert made.name == "新企业㐀"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "请填写「企业名称」。"),
        ({"name": "坏\x07字"}, "含有无法显示的控制字符"),
        ({"name": "反\u202e转"}, "含有无法显示的控制字符"),
        ({"name": "长" * 121}, "最多 120 字，现有 121 字，请删减 1 字。"),
        ({"note": "字" * 10_000}, "最多 5000 字，现有 10000 字，请删减 5000 字。"),
        ({"county": ""}, "请选择「属地」。"),
        ({"scale": "giant"}, "请从列表中重新选择"),
        ({"established_on": "昨天"}, "请按 2026-03-01 这样填写"),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_is_lost(sign_in, county_officer, make_enterprises, changes, sentence):
    (row,) = make_enterprises(1)
    response = sign_in(county_officer).post("/e/new/", answers(row, uscc=uscc(7), main_product="留着") | changes)
    body = response.content.decode()
    assert response.status_code == 422
    assert sentence in body
    assert 'value="留着"' in body
    assert f'href="#id_{next(iter(changes))}"' in body
    assert Enterprise.objects.count() == 1


def test_nul_is_refused(sign_in, county_officer, make_enterprises):
    (row,) = make_enterprises(1)
    response = sign_in(county_officer).post("/e/new/", answers(row, uscc=uscc(7), name="坏\x00字"))
    assert response.status_code == 422
    assert Enterprise.objects.count() == 1


def test_edit(sign_in, county_officer, make_enterprises):
    (row,) = make_enterprises(1)
    client = sign_in(county_officer)
    response = client.post(
        f"/e/{row.pk}/edit/", answers(row, main_product="输液器", version=version_of(client, row)), follow=True
    )
    row.refresh_from_db()
    assert row.main_product == "输液器"
    assert "已保存。" in response.content.decode()


def test_the_second_of_two_sees_both_and_may_insist(sign_in, county_officer, county_second, make_enterprises):
    (row,) = make_enterprises(1)
    first, second = sign_in(county_officer), sign_in(county_second)
    seen = version_of(second, row)
    first.post(f"/e/{row.pk}/edit/", answers(row, main_product="甲", version=version_of(first, row)))
    response = second.post(f"/e/{row.pk}/edit/", answers(row, main_product="乙", scale="large", version=seen))
    assert response.status_code == 409
    found = [(d.label, d.theirs, d.yours) for d in response.context["differences"]]
    assert found == [("规模", "小型", "大型"), ("主导产品", "甲", "乙")]
    row.refresh_from_db()
    assert (row.main_product, row.scale) == ("甲", "small")
    again = answers(row, main_product="乙", scale="large", version=response.context["version"])
    assert second.post(f"/e/{row.pk}/edit/", again).status_code == 302
    row.refresh_from_db()
    assert (row.main_product, row.scale) == ("乙", "large")


def test_a_form_without_its_version_writes_nothing(sign_in, county_officer, make_enterprises):
    (row,) = make_enterprises(1)
    assert sign_in(county_officer).post(f"/e/{row.pk}/edit/", answers(row, main_product="乙")).status_code == 409
    row.refresh_from_db()
    assert row.main_product == ""


def test_whether_one_may_is_asked_again_under_the_lock(sign_in, county_officer, make_enterprises, monkeypatch):
    (row,) = make_enterprises(1)
    client = sign_in(county_officer)
    data = answers(row, main_product="乙", version=version_of(client, row))
    answered = iter([True, False])
    monkeypatch.setattr(gallery.EnterpriseEdit, "may", lambda page, user: next(answered))
    response = client.post(f"/e/{row.pk}/edit/", data)
    assert response.status_code == 409
    assert response.context["form"].non_field_errors() == [gallery.EnterpriseEdit.refusal]
    assert 'value="乙"' in response.content.decode()
    row.refresh_from_db()
    assert row.main_product == ""


@pytest.mark.parametrize("page", ["", "edit/", "remove/"])
def test_outside_the_scope_it_does_not_exist(sign_in, xianju_officer, make_enterprises, page):
    (row,) = make_enterprises(1, county=LINPING)
    (own,) = make_enterprises(1, county=XIANJU, start=3)
    client = sign_in(xianju_officer)
    assert client.get(f"/e/{own.pk}/{page}").status_code == 200
    for response in (client.get(f"/e/{row.pk}/{page}"), client.post(f"/e/{row.pk}/{page}")):
        assert response.status_code in {404, 405}
        assert row.name not in response.content.decode()
    assert Enterprise.objects.count() == 2


def test_confirm_asks_before_it_acts(sign_in, county_officer, make_enterprises):
    (row,) = make_enterprises(1)
    client = sign_in(county_officer)
    asked = client.get(f"/e/{row.pk}/remove/").content.decode()
    assert "删除“企业0”？" in asked
    assert Enterprise.objects.count() == 1
    done = client.post(f"/e/{row.pk}/remove/", follow=True)
    assert "已删除 1 家企业。" in done.content.decode()
    assert Enterprise.objects.count() == 0


def test_detail_shows_facts_panels_and_buttons(sign_in, county_officer, make_enterprises):
    rows = make_enterprises(3)
    body = sign_in(county_officer).get(f"/e/{rows[0].pk}/").content.decode()
    assert "<dt>规上企业</dt><dd>否</dd>" in body
    assert "<dt>地址</dt><dd>—</dd>" in body
    assert "同区企业" in body
    assert "企业2" in body
    assert f'href="/e/{rows[0].pk}/edit/"' in body


def test_text_keeps_line_breaks():
    class Form(forms.PortalForm):
        text = forms.forms.CharField(label="说明")

    assert Form({"text": "一\r\n二\t三"}).is_valid()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("12.505", "小数最多 2 位，请四舍五入后填写。"),
        ("101", "不能大于 100，请核对后重新填写。"),
        ("-1", "不能小于 0，请核对后重新填写。"),
    ],
)
def test_a_number_out_of_bounds_is_told_what_to_do(typed, sentence):
    class Form(forms.PortalForm):
        amount = DecimalField(min_value=0, max_value=100, max_digits=9, decimal_places=2)

    assert Form({"amount": typed}).errors == {"amount": [sentence]}
