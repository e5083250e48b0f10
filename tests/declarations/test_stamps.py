"""Who filled in which section, and when."""

import pytest
import time_machine
from django.urls import reverse

from declarations.models import SectionStamp
from enterprises.models import Member
from tests.cast import member
from tests.declarations.test_typing import table, type_into, version_of
from tests.declarations.test_views import page, text
from tests.factories.declarations import DraftFactory
from tests.factories.enterprises import ProductFactory
from tests.factories.files import upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(enterprise, people):
    return DraftFactory(product=ProductFactory(enterprise=enterprise), prepared_by=people.clerk)


@pytest.fixture
def colleague(enterprise):
    return member("wangfang", "王芳", enterprise, Member.Kind.CLERK)


def stamped(case) -> dict:
    return dict(SectionStamp.objects.filter(declaration=case).values_list("section", "by__name"))


def test_a_new_draft_says_nobody_filled_it_in(case):
    assert stamped(case) == {}


def test_what_is_typed_is_stamped_and_only_what_was_kept(case, people, colleague, sign_in):
    client = sign_in(colleague)
    type_into(client, case, "contact_mobile", "13900001234", "139")
    type_into(client, case, "contact_name", "别人", "李联系")
    type_into(client, case, "contact_name", "钱联系", "钱联系")
    assert stamped(case) == {}
    type_into(client, case, "contact_name", "钱联系", "李联系")
    assert stamped(case) == {"enterprise": "王芳"}


def test_a_table_that_is_typed_is_stamped(case, colleague, sign_in):
    client = sign_in(colleague)
    data = table(case, measured="0.4") | {"version": version_of(client, case, "indicators")}
    client.post(reverse("declarations:autosave", args=[case.pk, "indicators"]), data)
    assert stamped(case) == {"indicators": "王芳"}


def test_the_button_and_papers_are_stamped_each_in_its_section(case, people, colleague, sign_in):
    client = sign_in(people.clerk)
    form = page(client, "section", case.pk, "essence").context["form"]
    sent = {one.name: one.value() for one in form} | {"version": version_of(client, case, "essence")}
    assert client.post(reverse("declarations:section", args=[case.pk, "essence"]), sent).status_code == 302
    papers = reverse("declarations:attachments", args=[case.pk])
    assert sign_in(colleague).post(papers, {"kind": "other", "files_files": [upload()]}).status_code == 302
    assert stamped(case) == {"essence": people.clerk.name, "attachments": "王芳"}
    seal = case.attachments.get(kind="seal")
    sign_in(people.clerk).post(reverse("declarations:remove", args=[case.pk, seal.pk]))
    assert stamped(case) == {"essence": people.clerk.name, "attachments": people.clerk.name}


def test_the_rows_of_the_standard_are_stamped_when_taken_over(case, colleague, sign_in):
    sign_in(colleague).post(reverse("declarations:take_indicators", args=[case.pk]))
    assert stamped(case) == {"indicators": "王芳"}


def test_the_task_list_tells_the_last_one_and_the_offices_are_not_told(case, people, colleague, sign_in):
    with time_machine.travel("2026-11-25T06:32:00Z", tick=False):
        type_into(sign_in(people.clerk), case, "contact_name", "钱联系", "李联系")
        type_into(sign_in(colleague), case, "contact_name", "李联系", "周联系")
        assert "企业信息 已完整 王芳 2026-11-25 14:32" in text(page(sign_in(people.clerk), "edit", case.pk))
    assert "王芳" not in text(page(sign_in(people.county), "detail", case.pk))
