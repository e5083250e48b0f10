"""People and roles: what the database refuses, and who sits where."""

import pytest
from django.db import IntegrityError, transaction

from enterprises.models import Enterprise
from pinzibiao.accounts.models import KINDS, Role, User, regulator_desks
from pinzibiao.casework.workflow import Desk

pytestmark = pytest.mark.django_db


def test_names_are_kept_in_small_letters():
    assert User.objects.create_user("ZhangSan", "张三").username == "zhangsan"
    assert User.objects.get_by_natural_key("ZHANGSAN").name == "张三"
    with pytest.raises(IntegrityError, match="user_username_lower"), transaction.atomic():
        User.objects.create(username="Li", name="李")


def test_passwords_are_argon2():
    assert User.objects.create_user("a", "甲", "something-long").password.startswith(
        "argon2$argon2id$v=19$m=19456,t=2,p=1"
    )


def test_the_kinds_of_the_constraint_are_the_kinds_of_roles():
    assert list(KINDS) == Role.Kind.values


@pytest.mark.parametrize(
    ("kind", "region", "constraint"),
    [
        ("king", None, "role_kind_known"),
        ("county", None, "role_region_by_kind"),
        ("province", None, "role_region_by_kind"),
        ("enterprise", "330113", "role_region_by_kind"),
        ("administrator", "330000", "role_region_by_kind"),
        ("county", "330100", "role_region_level"),
        ("county", "330000", "role_region_level"),
        ("city", "330113", "role_region_level"),
        ("city", "3304Z1", "role_region_level"),
        ("city", "330000", "role_region_level"),
        ("province", "330100", "role_region_level"),
    ],
)
def test_a_role_without_its_place_is_refused(nobody, kind, region, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Role.objects.create(user=nobody, kind=kind, region_id=region)


@pytest.mark.parametrize(
    ("kind", "region"),
    [("province", "330000"), ("city", "330400"), ("county", "330113"), ("county", "3304Z1"), ("auditor", None)],
)
def test_a_role_with_its_place_is_kept(nobody, kind, region):
    assert Role.objects.create(user=nobody, kind=kind, region_id=region).pk


def test_a_role_in_words(county_officer, clerk):
    assert str(county_officer.role) == "临平区 · 县级监管（经办）"
    assert str(clerk.role) == "企业"


def test_who_has_no_role(nobody):
    assert (nobody.kind, nobody.region, nobody.role_or_none) == ("", None, None)


DESKS_OF_LINPING = {
    "province_handler": {Desk.PROVINCE, Desk.PUBLICITY},
    "province_reviewer": {Desk.PROVINCE, Desk.PUBLICITY},
    "province_leader": {Desk.PROVINCE, Desk.PUBLICITY},
    "city_officer": {Desk.CITY, Desk.PUBLICITY},
    "city_second": {Desk.CITY, Desk.PUBLICITY},
    "county_officer": {Desk.COUNTY},
    "county_second": {Desk.COUNTY},
    "county_leader": {Desk.COUNTY},
}


def test_regulators_sit_at_their_own_level_of_their_own_place(everyone, enterprise):
    enterprise = Enterprise.objects.get(pk=enterprise.pk)
    found = {name: regulator_desks(person, enterprise) for name, person in everyone.items()}
    assert {name: desks for name, desks in found.items() if desks} == DESKS_OF_LINPING


def test_a_zones_officer_sits_for_the_zone(zone_officer, enterprise):
    Enterprise.objects.filter(pk=enterprise.pk).update(county_id="3304Z1")
    assert regulator_desks(zone_officer, Enterprise.objects.get(pk=enterprise.pk)) == {Desk.COUNTY}
