"""The search box says when it shows what was not asked for."""

import pytest

from tests.factories.enterprises import EnterpriseFactory

pytestmark = pytest.mark.django_db
ALIKE = "完全相符的企业，以下是名称相近的企业。"


@pytest.mark.parametrize(
    ("typed", "found", "is_told"),
    [("胡庆余堂", True, False), ("胡庆鱼堂", True, True), ("天地玄黄", False, False)],
)
def test_names_that_are_only_alike_are_told(sign_in, county_officer, typed, found, is_told):
    EnterpriseFactory(name="杭州胡庆余堂药业有限公司")
    body = sign_in(county_officer).get("/enterprises/", {"q": typed}).content.decode()
    assert ("杭州胡庆余堂药业有限公司" in body, ALIKE in body) == (found, is_told)


def test_too_little_is_told_and_shows_nothing(sign_in, county_officer):
    EnterpriseFactory(name="杭州胡庆余堂药业有限公司")
    body = sign_in(county_officer).get("/enterprises/", {"q": "胡"}).content.decode()
    assert ("关键词太短" in body, "杭州胡庆余堂药业有限公司" in body) == (True, False)
