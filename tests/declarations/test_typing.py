"""Autosave: one field, one table; who may, what is refused, and that nobody's change is lost."""

import pytest
from django.urls import reverse

from declarations.models import Declaration
from declarations.states import DeclarationStatus as S
from tests.cast import member
from tests.declarations.test_views import page
from tests.factories.declarations import DraftFactory, declaration_at, step
from tests.factories.enterprises import ProductFactory, StandardFactory, StandardIndicatorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(enterprise, people) -> Declaration:
    return DraftFactory(product=ProductFactory(enterprise=enterprise), prepared_by=people.clerk)


def version_of(client, case, section: str) -> str:
    return page(client, "section", case.pk, section).context["version"]


def send(client, case, section: str, **values):
    return client.post(reverse("declarations:autosave", args=[case.pk, section]), values)


def type_into(client, case, field: str, before: str, value: str, section="enterprise", **more):
    return send(client, case, section, field=field, before=before, value=value, **more)


# One field


def test_a_field_is_saved_alone_and_the_answer_says_when(case, people, sign_in):
    client = sign_in(people.clerk)
    version = version_of(client, case, "enterprise")
    answer = type_into(client, case, "contact_name", "钱联系", " 李联系 ", version=version)
    case.refresh_from_db()
    assert (answer.status_code, case.contact_name, case.contact_mobile) == (200, "李联系", "13900001234")
    told = answer.json()
    assert (told["value"], told["missing"]) == ("李联系", [])
    assert told["version"] == version_of(client, case, "enterprise") != version
    assert len(told["at"]) == 5


@pytest.mark.parametrize(
    ("section", "field", "before", "value", "kept"),
    [
        ("promises", "promises_truth", "on", "", False),
        ("essence", "design_score", "9", "10", 10),
        ("essence", "design_score", "9", "", None),
        ("essence", "design_text", "按标准的要求做到，并有记录。", "第一行\r\n第二行", "第一行\n第二行"),
        ("product", "sub_brand", "made", "farm", "farm"),
    ],
)
def test_every_kind_of_field_is_saved(case, people, sign_in, section, field, before, value, kept):
    answer = type_into(sign_in(people.clerk), case, field, before, value, section)
    case.refresh_from_db()
    assert (answer.status_code, getattr(case, field)) == (200, kept)


def test_what_is_not_right_yet_gets_the_sentence_of_the_form(case, people, sign_in):
    answer = type_into(sign_in(people.clerk), case, "contact_mobile", "13900001234", "139")
    case.refresh_from_db()
    assert (answer.status_code, case.contact_mobile) == (422, "13900001234")
    assert "手机" in answer.json()["error"] or "号码" in answer.json()["error"]


def test_the_same_again_is_saved_already(case, people, sign_in):
    """The answer was lost on the way: the browser sends it once more."""
    client = sign_in(people.clerk)
    answers = [type_into(client, case, "contact_name", "钱联系", "李联系").status_code for _ in range(2)]
    assert answers == [200, 200]


def test_what_somebody_else_changed_comes_back_beside_and_nothing_is_written(case, people, sign_in):
    Declaration.objects.update(contact_name="王联系")
    answer = type_into(sign_in(people.clerk), case, "contact_name", "钱联系", "李联系")
    case.refresh_from_db()
    assert (answer.status_code, answer.json(), case.contact_name) == (409, {"theirs": "王联系"}, "王联系")


def test_somebody_elses_change_of_another_field_stays_one_for_the_button(case, people, sign_in):
    client = sign_in(people.clerk)
    version = version_of(client, case, "enterprise")
    Declaration.objects.update(legal_representative="别人填的")
    told = type_into(client, case, "contact_name", "钱联系", "李联系", version=version).json()
    assert told["version"] == version
    names = ("registered_address", "plant_address", "scale", "contact_mobile", "legal_representative")
    form = {name: getattr(case, name) for name in names} | {"version": version, "contact_name": "李联系"}
    shown = client.post(reverse("declarations:section", args=[case.pk, "enterprise"]), form)
    assert shown.status_code == 409
    assert shown.context["differences"][0].label == "法定代表人"


def test_a_standard_chosen_by_typing_brings_its_table(case, people, sign_in):
    standard = StandardFactory(number="T/ZZB 0777—2022", title="输液器")
    StandardIndicatorFactory(standard=standard, name="流速")
    answer = type_into(sign_in(people.clerk), case, "standard", str(case.standard), "t/zzb 0777-2022", "product")
    assert (answer.status_code, answer.json()["value"]) == (200, "T/ZZB 0777—2022 输液器")
    assert case.indicators.filter(name="流速").count() == 1


def test_a_field_that_the_section_does_not_have_is_not_found(case, people, sign_in):
    client = sign_in(people.clerk)
    assert type_into(client, case, "status", "draft", "authorised").status_code == 404
    assert type_into(client, case, "design_text", "", "甲").status_code == 404
    assert type_into(client, case, "contact_name", "", "甲", "attachments").status_code == 404


# Who, and when


def test_a_passed_deadline_is_told_and_writes_nothing(enterprise, people, sign_in):
    case = declaration_at(S.CORRECTION, product=ProductFactory(enterprise=enterprise), people=people)
    client = sign_in(people.clerk)
    data = table(case, measured="0.11") | {"version": version_of(client, case, "indicators")}
    step(case, "lapse", people)
    answer = send(client, case, "indicators", **data)
    assert (answer.status_code, answer.json()["is_closed"]) == (403, True)
    assert answer.json()["error"] == (
        "本申报已办结（视为撤回），内容不能修改。您刚才填写的内容没有保存，仍留在本页和这台电脑上，可以复制备用。"
    )
    assert [row.measured for row in case.indicators.all()] == ["0.52"]


def test_a_correction_opens_only_what_was_named(enterprise, people, sign_in):
    case = declaration_at(S.CORRECTION, product=ProductFactory(enterprise=enterprise), people=people)
    client = sign_in(people.clerk)
    assert type_into(client, case, "contact_name", "钱联系", "李联系").status_code == 403
    data = table(case, measured="0.11") | {"version": version_of(client, case, "indicators")}
    assert send(client, case, "indicators", **data).status_code == 200


@pytest.mark.parametrize(("who", "status"), [("signatory", 403), ("county", 404), ("city", 404)])
def test_nobody_else_types(case, people, sign_in, who, status):
    assert type_into(sign_in(getattr(people, who)), case, "contact_name", "钱联系", "甲").status_code == status


# One table


def table(case, *fresh: dict, **changes) -> dict:
    """The table as its page sends it: the rows that are stored, the first with ``changes``, then new ones."""
    kept = list(case.indicators.all())
    data = {"rows-TOTAL_FORMS": len(kept) + len(fresh), "rows-INITIAL_FORMS": len(kept)}
    for number, row in enumerate(kept):
        values = {name: getattr(row, name) for name in ("name", "required", "measured", "unit", "method")}
        data |= {f"rows-{number}-{name}": value for name, value in (values | (changes if number == 0 else {})).items()}
        data[f"rows-{number}-id"] = row.pk
    for number, row in enumerate(fresh, start=len(kept)):
        data |= {f"rows-{number}-{name}": value for name, value in row.items()}
    return data


NEW = {"name": "残留量", "required": "≤ 5", "measured": "2", "unit": "μg", "method": ""}


def test_a_table_is_saved_and_each_row_learns_its_key(case, people, sign_in):
    client = sign_in(people.clerk)
    data = table(case, NEW, {"name": ""}, measured="0.4") | {"version": version_of(client, case, "indicators")}
    answer = send(client, case, "indicators", **data)
    first, second = case.indicators.all()
    assert [first.measured, second.name] == ["0.4", "残留量"]
    assert [row.get("id") for row in answer.json()["rows"]] == [first.pk, second.pk, None]
    assert answer.json()["version"] == version_of(client, case, "indicators")


def test_the_same_table_again_makes_no_second_row(case, people, sign_in):
    client = sign_in(people.clerk)
    data = table(case, NEW) | {"version": version_of(client, case, "indicators")}
    first, again = (send(client, case, "indicators", **data) for _ in range(2))
    assert (first.status_code, again.status_code, case.indicators.count()) == (200, 200, 2)
    assert first.json() == again.json()


def test_a_row_not_filled_in_yet_waits(case, people, sign_in):
    client = sign_in(people.clerk)
    data = table(case, NEW | {"required": ""}) | {"version": version_of(client, case, "indicators")}
    answer = send(client, case, "indicators", **data)
    assert (answer.status_code, case.indicators.count()) == (422, 1)
    assert "第 2 行标准要求：请填写「标准要求」。" in answer.json()["error"]


def test_a_request_without_a_table_writes_nothing(case, people, sign_in):
    assert send(sign_in(people.clerk), case, "indicators").status_code == 422
    assert case.indicators.count() == 1


def test_a_table_that_somebody_else_changed_comes_back_beside(case, people, sign_in):
    client = sign_in(people.clerk)
    data = table(case, measured="0.4") | {"version": version_of(client, case, "indicators")}
    case.indicators.update(measured="0.66")
    answer = send(client, case, "indicators", **data)
    kept = case.indicators.get()
    assert (answer.status_code, kept.measured) == (409, "0.66")
    assert answer.json() == {
        "theirs": "穿刺力 ≤ 0.7 0.66 N YY/T 0001",
        "version": version_of(client, case, "indicators"),
        "ids": [kept.pk],
    }


def test_a_number_far_off_is_questioned_in_the_answer(enterprise, people, sign_in):
    standard = StandardFactory()
    StandardIndicatorFactory(standard=standard)
    case = DraftFactory(product=ProductFactory(enterprise=enterprise, standard=standard), prepared_by=people.clerk)
    case.indicators.filter(direction="").delete()
    client = sign_in(people.clerk)
    data = table(case, measured="7") | {"version": version_of(client, case, "indicators")}
    (row,) = send(client, case, "indicators", **data).json()["rows"]
    assert row["judgement"] == "未达到标准"
    assert row["question"] == "实测值与标准要求相差 10 倍以上，单位是否为 N、小数点是否正确？核对无误请勾选。"


# Who else is here


def test_two_clerks_see_each_others_names_and_nobody_elses(case, people, sign_in, enterprise, other_enterprise):
    address = reverse("declarations:presence", args=[case.pk, "promises"])
    second = member("second_clerk", "吴经办", enterprise, "clerk")
    stranger = member("stranger", "外企经办", other_enterprise, "clerk")
    first, other = sign_in(people.clerk), sign_in(second)
    assert first.post(address).json() == {"names": []}
    assert other.post(address).json() == {"names": [people.clerk.name]}
    assert first.post(address).json() == {"names": ["吴经办"]}
    assert sign_in(stranger).post(address).status_code == 404
    assert [sign_in(who).post(address).status_code for who in (people.signatory, people.county)] == [403, 404]
    assert first.post(reverse("declarations:presence", args=[case.pk, "attachments"])).status_code == 404
