"""The people of every test: a pytest plugin of fixtures, each one person by role and place.

A fixture makes its person in the test's database: the shared one inside a transaction, or the clone of
``committed_db`` when the test asks for that. Passwords are ``PASSWORD``; ``sign_in(person)`` gives a client.
"""

import re
import time

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connections
from django.test import Client

from enterprises.codes import organisation_check_digit, uscc_check_digit
from enterprises.models import Enterprise, Industry, Member
from experts.models import Expert, Organisation, OrganisationMember
from experts.states import ExpertStatus
from pinzibiao.accounts.models import Role, User

PASSWORD = "品字标-Test-2026"
LINPING, XIANJU, JIAXING_ZONE = "330113", "331024", "3304Z1"
HANGZHOU, TAIZHOU, ZHEJIANG = "330100", "331000", "330000"
NAMES = (
    "province_handler",
    "province_reviewer",
    "province_leader",
    "city_officer",
    "city_second",
    "county_officer",
    "county_second",
    "county_leader",
    "taizhou_city",
    "xianju_officer",
    "xianju_second",
    "zone_officer",
    "clerk",
    "signatory",
    "other_clerk",
    "other_signatory",
    "expert_user",
    "second_expert_user",
    "third_expert_user",
    "lead_body",
    "auditor",
    "administrator",
    "nobody",
)
_hash_of_password: list[str] = []


def pytest_configure():
    """Settings of the tests' own."""
    # Every client builds the middleware anew: a scan of all static files each time would cost most of a test.
    settings.WHITENOISE_AUTOREFRESH = True
    # What one test's page showed is nothing to the next one's.
    settings.PIECES_SECONDS = 0
    # Pages are tested as the tree stands, not as it was when static files were last collected.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    # On a busy machine a test's one long transaction pauses, and making its database takes, longer than a page may.
    options = connections.databases["default"]["OPTIONS"]
    options["options"] = re.sub(r"(idle_in_transaction_session_timeout)=\d+", r"\1=0", options["options"])
    options["options"] = re.sub(r"(statement_timeout)=\d+", r"\1=60000", options["options"])


def pytest_collection_modifyitems(items):
    """Say beforehand which tests use the database: pytest-django creates it only for those that it can see.

    A test on a clone gets no transaction of its own around it.
    """
    for item in items:
        if "committed_db" in item.fixturenames:
            item.add_marker(pytest.mark.django_db)
            item.fixturenames[:] = [name for name in item.fixturenames if name != "_django_db_marker"]
        elif "stage" in item.fixturenames:
            item.add_marker(pytest.mark.django_db)


@pytest.fixture
def stage(request):
    """The database in which the cast appears."""
    return request.getfixturevalue("committed_db" if "committed_db" in request.fixturenames else "db")


@pytest.fixture
def sign_in(stage):
    """``sign_in(person) -> Client`` that is signed in already; ``None`` gives an anonymous client."""
    return signed_in


@pytest.fixture
def everyone(request, stage) -> dict[str, User]:
    """Every person of the cast by the name of the fixture: for the permission matrix."""
    return {name: request.getfixturevalue(name) for name in NAMES}


def signed_in(person: User | None) -> Client:
    """A client as if the person had typed the password a moment ago."""
    client = Client()
    if person is not None:
        client.force_login(person)
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session["account_authentication_methods_user"] = str(person.pk)
        session.save()
    return client


def person(username: str, name: str, kind: str = "", region: str | None = None, post: str = "", **fields) -> User:
    """A user with a role. Without ``kind`` the person has none and may do nothing."""
    if not _hash_of_password:
        _hash_of_password.append(make_password(PASSWORD))
    user = User.objects.create(username=username, name=name, password=_hash_of_password[0], **fields)
    if kind:
        Role.objects.create(user=user, kind=kind, region_id=region, post=post)
    return user


def uscc(serial: int, place: str = LINPING) -> str:
    """A valid synthetic code: ``uscc(7)``. The same number gives the same code."""
    middle = f"MA2{serial:05d}"
    first17 = f"91{place}{middle}{organisation_check_digit(middle)}"
    return first17 + uscc_check_digit(first17)


def any_industry() -> Industry:
    """C2770 卫生材料及医药用品制造, with its parents."""
    for code, name, level, parent in (
        ("C", "制造业", 1, None),
        ("C27", "医药制造业", 2, "C"),
        ("C277", "卫生材料及医药用品制造", 3, "C27"),
        ("C2770", "卫生材料及医药用品制造", 4, "C277"),
    ):
        industry, _ = Industry.objects.get_or_create(
            code=code, defaults={"name": name, "level": level, "parent_id": parent}
        )
    return industry


# Regulators


@pytest.fixture
def province_handler(stage) -> User:
    return person("t-sj-jb", "沈省经", "province", ZHEJIANG, "handler")


@pytest.fixture
def province_reviewer(stage) -> User:
    return person("t-sj-sh", "沈省审", "province", ZHEJIANG, "reviewer")


@pytest.fixture
def province_leader(stage) -> User:
    return person("t-sj-ld", "沈省领", "province", ZHEJIANG, "leader")


@pytest.fixture
def city_officer(stage) -> User:
    return person("t-hz-jb", "杭市经", "city", HANGZHOU, "handler")


@pytest.fixture
def city_second(stage) -> User:
    return person("t-hz-sh", "杭市审", "city", HANGZHOU, "reviewer")


@pytest.fixture
def county_officer(stage) -> User:
    return person("t-lp-jb", "林县经", "county", LINPING, "handler")


@pytest.fixture
def county_second(stage) -> User:
    return person("t-lp-sh", "林县审", "county", LINPING, "reviewer")


@pytest.fixture
def county_leader(stage) -> User:
    return person("t-lp-ld", "林县领", "county", LINPING, "leader")


@pytest.fixture
def taizhou_city(stage) -> User:
    return person("t-tz-jb", "台市经", "city", TAIZHOU, "handler")


@pytest.fixture
def xianju_officer(stage) -> User:
    return person("t-xj-jb", "仙县经", "county", XIANJU, "handler")


@pytest.fixture
def xianju_second(stage) -> User:
    return person("t-xj-sh", "仙县审", "county", XIANJU, "reviewer")


@pytest.fixture
def zone_officer(stage) -> User:
    """嘉兴经济技术开发区: a functional zone, which reports like a county."""
    return person("t-jx-jb", "嘉区经", "county", JIAXING_ZONE, "handler")


# Enterprises and their people


@pytest.fixture
def enterprise(stage) -> Enterprise:
    """An enterprise of 临平区."""
    return Enterprise.objects.create(
        uscc="91330113MA2ABC125G",
        name="浙江临平试验医药有限公司",
        county_id=LINPING,
        industry=any_industry(),
        main_product="一次性使用输液器",
        plant_address="杭州市临平区东湖街道试验路1号",
        legal_representative="赵试验",
    )


@pytest.fixture
def other_enterprise(stage) -> Enterprise:
    """An enterprise of 仙居县: the row that must not leak."""
    return Enterprise.objects.create(
        uscc=uscc(88, XIANJU), name="仙居外县器械有限公司", county_id=XIANJU, industry=any_industry()
    )


@pytest.fixture
def clerk(enterprise) -> User:
    return member("t-qy-jb", "钱企经", enterprise, Member.Kind.CLERK)


@pytest.fixture
def signatory(enterprise) -> User:
    return member("t-qy-qs", "钱企签", enterprise, Member.Kind.SIGNATORY)


@pytest.fixture
def other_clerk(other_enterprise) -> User:
    return member("t-qy2-jb", "仙企经", other_enterprise, Member.Kind.CLERK)


@pytest.fixture
def other_signatory(other_enterprise) -> User:
    return member("t-qy2-qs", "仙企签", other_enterprise, Member.Kind.SIGNATORY)


def member(username: str, name: str, enterprise: Enterprise, kind: str) -> User:
    user = person(username, name, "enterprise")
    Member.objects.create(user=user, enterprise=enterprise, kind=kind)
    return user


# Experts and the lead body


@pytest.fixture
def expert_user(stage) -> User:
    return expert_person("t-zj-1", "张专甲")


@pytest.fixture
def second_expert_user(stage) -> User:
    return expert_person("t-zj-2", "张专乙")


@pytest.fixture
def third_expert_user(stage) -> User:
    return expert_person("t-zj-3", "张专丙")


@pytest.fixture
def lead_organisation(stage) -> Organisation:
    return Organisation.objects.create(name="方圆标志认证集团浙江有限公司", short_name="方圆浙江", kind="certification")


@pytest.fixture
def lead_body(lead_organisation) -> User:
    user = person("t-qt-1", "方牵头", "body")
    OrganisationMember.objects.create(user=user, organisation=lead_organisation)
    return user


def expert_person(username: str, name: str) -> User:
    """A listed expert with an account; the expert is ``user.expert``."""
    user = person(username, name, "expert")
    Expert.objects.create(
        user=user, name=name, unit="浙江省医疗器械检验研究院", region_id=HANGZHOU, status=ExpertStatus.LISTED
    )
    return user


# The rest


@pytest.fixture
def auditor(stage) -> User:
    return person("t-sj-01", "审计甲", "auditor")


@pytest.fixture
def administrator(stage) -> User:
    return person("t-admin", "管理员", "administrator")


@pytest.fixture
def nobody(stage) -> User:
    """Signed in, but without a role: sees nothing."""
    return person("t-none", "无角色")
