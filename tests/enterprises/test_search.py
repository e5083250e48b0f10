"""Finding an enterprise by what somebody remembers of it."""

import pytest

from enterprises import naming
from enterprises.models import Enterprise
from enterprises.search import alike, is_too_short, search
from tests.enterprises.misspelt import NAMES, misspelt
from tests.factories.enterprises import EnterpriseFactory

pytestmark = pytest.mark.django_db
HU = "杭州胡庆余堂药业有限公司"
BEIDA = "贝达药业股份有限公司"


@pytest.fixture
def two():
    first = EnterpriseFactory(name=HU, uscc="913301131000000163")
    EnterpriseFactory(name=BEIDA, uscc="91330113MA2ABC125G")
    naming.set_former_names(first, ["杭州胡雪岩国药号", "（老）ABC 制药"])
    first.save()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("胡庆", {HU}),
        ("庆余堂药", {HU}),
        ("药业", {HU, BEIDA}),
        ("药业有限", {HU}),
        ("药业股份有限", {BEIDA}),
        ("有限公司", {HU, BEIDA}),
        ("胡雪岩", {HU}),
        ("雪岩国药", {HU}),
        ("老abc", {HU}),
        ("ABC", {HU, BEIDA}),
        ("hqyt", {HU}),
        ("HQYT", {HU}),
        ("huqingyutang", {HU}),
        ("huqing'yut", {HU}),
        ("beida", {BEIDA}),
        ("yaoye", {HU, BEIDA}),
        ("hxy", {HU}),
        ("0000001", {HU}),
        ("ma2abc", {BEIDA}),
        ("91330113MA2ABC125G", {BEIDA}),
        ("杭州 药业", {HU}),
        ("贝达 胡庆", set()),
        ("胡庆鱼堂", set()),
        ("国药业号", set()),
    ],
)
def test_a_piece_finds(two, typed, found):
    assert set(search(Enterprise.objects.all(), typed).values_list("name", flat=True)) == found


@pytest.mark.parametrize(
    ("typed", "short"),
    [("胡", True), ("ab", True), ("胡庆", False), ("abc", False), ("杭州 药", True), ("91", True), ("", False)],
)
def test_too_little_to_look_up(typed, short):
    assert is_too_short(typed) is short


@pytest.mark.parametrize(
    "typed", ["胡庆鱼堂", "胡庆于堂", "胡庆堂药", "胡庆大余堂", "湖庆余堂", "胡清余堂", "胡庆余糖"]
)
def test_one_mistyped_character_still_finds(two, typed):
    assert [row.name for row in alike(Enterprise.objects.all(), typed)] == [HU]


@pytest.mark.parametrize("typed", ["天地玄黄", "胡庆", "堂余庆胡", "a", ""])
def test_what_is_like_nothing_finds_nothing(two, typed):
    assert list(alike(Enterprise.objects.all(), typed)) == []


def test_only_rows_of_the_scope_are_alike(two):
    assert list(alike(Enterprise.objects.exclude(name=HU), "胡庆鱼堂")) == []


def test_of_fifty_misspelt_names_forty_five_are_among_the_first_ten():
    Enterprise.objects.bulk_create([EnterpriseFactory.build(name=name) for name in NAMES])
    missed = [typed for typed, name in misspelt() if name not in _first_ten(typed)]
    assert len(misspelt()) == 50
    assert len(missed) <= 5, missed


def _first_ten(typed: str) -> list[str]:
    rows = Enterprise.objects.all()
    return [row.name for row in (search(rows, typed)[:10] or alike(rows, typed)[:10])]
