"""What rows of scale data point at: counties with their officers and share of enterprises, trades, experts."""

from random import Random

from enterprises.models import Enterprise
from experts.models import Expert, Organisation
from pinzibiao.accounts.models import Role, User
from pinzibiao.regions.models import Region

from . import scale_sql as db
from .names import GIVEN, SURNAMES
from .people import Cast, make_regulators, username_of
from .scale_words import CHARACTERS, TRADES, allot, short_name

BODIES = [
    ("方圆标志认证集团浙江有限公司", "certification"),
    ("方圆检测集团", "testing"),
    ("浙江省标准化研究院", "standards"),
]
LETTERS = """
CREATE FUNCTION scale.letter(place integer) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT substr({characters}, 1 + place, 1) $$;
CREATE FUNCTION scale.person(n bigint, why text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT substr({surnames}, 1 + scale.draw(n, why || 's', {surname_count}), 1)
           || substr({given}, 1 + 2 * scale.draw(n, why || 'g', {given_count}), 1 + scale.draw(n, why || 'l', 2)) $$;
-- Numbers that no operator gives to people.
CREATE FUNCTION scale.mobile(n bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT '170' || lpad(scale.draw(n, 'mobile', 100000)::text, 8, '0') $$;
"""


def make_officers(seed: int) -> None:
    """The demo's own officers when there is a demo, the same names when there is none."""
    if not User.objects.filter(username="330000-1").exists():
        make_regulators(Cast(Random(seed)))


def make_places(total: int, seed: int) -> None:
    """``scale.county`` with the numbers of its enterprises and its officers, ``scale.trade``, ``scale.expert``."""
    _make_letters()
    db.table("trade", "id integer, code text, word text, products text[]", _trades())
    db.table(
        "county",
        "place integer, code text, city text, name text, short text, city_name text, city_short text, registered text,"
        " first integer, last integer, handler bigint, reviewer bigint, leader bigint, city_handler bigint,"
        " province bigint, special integer, second integer",
        _counties(total, seed),
    )
    _make_experts(total)


def _make_letters() -> None:
    literals = {"characters": CHARACTERS, "surnames": SURNAMES, "given": GIVEN}
    counts = {"surname_count": len(SURNAMES), "given_count": len(GIVEN) // 2}
    db.run(db.filled(LETTERS, **literals, **counts))


def _trades() -> list[tuple]:
    return [(number, code, word, products) for number, (code, word, products, _) in enumerate(TRADES, 1)]


def _counties(total: int, seed: int) -> list[tuple]:
    """Each county with two trades of its own, as 永康 has its tools and 嵊州 its ties."""
    places = {place.pk: place for place in Region.objects.select_related("parent")}
    counties = sorted(code for code, place in places.items() if place.is_county)
    officers = dict(Role.objects.filter(kind__in=Role.REGULATORS).values_list("user__username", "user"))
    random = Random(seed)
    rows = []
    for number, (code, first, last) in enumerate(allot(counties, total), 1):
        place = places[code]
        named = [officers[username_of(code, post)] for post in ("handler", "reviewer", "leader")]
        above = [officers[username_of(one, "handler")] for one in (place.parent_id, "330000")]
        registered = code if code.isdigit() else place.parent_id
        words = (place.name, short_name(place), place.parent.name, place.parent.name.removesuffix("市"))
        specials = random.sample(range(1, len(TRADES) + 1), 2)
        rows.append((number, code, place.parent_id, *words, registered, first, last, *named, *above, *specials))
    return rows


def _make_experts(total: int) -> None:
    """One expert for 2,000 enterprises, a dozen at least; ``scale.expert`` numbers them from 0."""
    bodies = [Organisation.objects.get_or_create(name=name, defaults={"kind": kind})[0].pk for name, kind in BODIES]
    db.table("body", "place integer, id bigint", list(enumerate(bodies)))
    count = max(12, total // 2000)
    db.constant("experts", "integer", count)
    db.fill(
        Expert,
        "generate_series(0, scale.experts() - 1) AS n ORDER BY n",
        name="scale.person(n, 'expert')",
        unit=db.turn("n", [name for name, _ in BODIES]),
        title=db.pick("n", "title", ["高级工程师", "正高级工程师", "教授", "研究员"]),
        mobile="scale.mobile(n)",
        birth_year="1963 + scale.draw(n, 'born', 28)",
        fields=db.pick("n", "field", ["{technology}", "{management}", "{infrastructure}", "{brand,technology}"])
        + "::varchar[]",
        region_id=db.pick("n", "city", ["330100", "330200", "330400", "330600", "331000"]),
        term_from="scale.today() - 100 - scale.draw(n, 'term', 800)",
        term_to="scale.today() + 30 + scale.draw(n, 'end', 800)",
        status=db.turn("n", ["listed"] * 10 + ["suspended", "pending"]),
    )
    db.keep(
        "expert",
        "SELECT row_number() OVER (ORDER BY id DESC) - 1 AS place, id, name FROM experts_expert"
        " WHERE status = 'listed' ORDER BY id DESC",
    )
    db.constant("listed", "bigint", Expert.objects.filter(status="listed").count())


def is_there() -> bool:
    """Whether the database holds scale rows: their codes' own part begins with MAY."""
    return Enterprise.objects.filter(uscc__regex=r"^.{8}MAY").exists()
