"""Scale data of the registers: enterprises with their names and codes, and what hangs on them."""

from itertools import islice

from django.db import connection

from enterprises import naming
from enterprises.models import (
    BrandHolder,
    BrandPeriod,
    Certificate,
    Contact,
    Enterprise,
    Product,
    QualityAward,
    QualityOfficer,
    Standard,
    YearFigure,
)
from enterprises.models.searched import SEARCHED

from . import scale_sql as db
from .scale_words import CHARACTERS, FORMS, PLACES, TRADES, WHEEL

SCALES = ["large"] * 4 + ["medium"] * 36 + ["small"] * 360 + ["micro"] * 600
BATCH = 50_000
KINDS_OF_STANDARD = ["", "（智能型）", "（出口型）", "（绿色产品）", "（高性能）", "（轻量化）"]

# Who takes part in what, in thousandths of all enterprises; a small database shows every status all the same.
PARTS = """
SELECT n, c.place, c.code AS county,
    CASE WHEN p < {declares} THEN 'declares' WHEN p < {declares} + 10 THEN 'library'
         WHEN p < {declares} + 10 + {holds} THEN 'holds' WHEN p < 200 THEN 'served' ELSE 'none' END AS part,
    CASE WHEN scale.draw(n, 'special', 10) < 3
         THEN CASE scale.draw(n, 'which', 3) WHEN 0 THEN c.second ELSE c.special END
         ELSE {trade} END AS trade,
    CASE WHEN p < {declares} + 10 + {holds} THEN {big} ELSE {any} END AS scale,
    c.registered || 'MAY' || {letters} AS code,
    {brand} AS brand
FROM scale.county c CROSS JOIN LATERAL generate_series(c.first, c.last) AS n
CROSS JOIN LATERAL (SELECT scale.draw(n, 'part', 1000) AS p) AS drawn
"""
FIRMS = """
SELECT f.n, scale.last('enterprise') + f.n AS id, f.place, f.county, f.part, f.scale, f.trade, t.code AS industry,
    t.products[1 + scale.draw(f.n, 'product', cardinality(t.products))] AS product, f.brand,
    CASE scale.draw(f.n, 'where', 20)
        WHEN 0 THEN '浙江' WHEN 1 THEN '浙江' WHEN 2 THEN '浙江' WHEN 3 THEN '浙江省' || c.short
        WHEN 4 THEN c.city_name || c.short WHEN 5 THEN c.city_short || c.short WHEN 6 THEN c.city_short || c.short
        WHEN 7 THEN c.short WHEN 8 THEN c.short WHEN 9 THEN c.short WHEN 10 THEN c.short ELSE c.city_short END
        || f.brand || t.word || {form} AS name,
    f.scale IN ('large', 'medium') OR f.scale = 'small' AND scale.draw(f.n, 'above', 20) = 0 AS is_above_scale,
    '91' || f.code || scale.organisation_digit(substr(f.code, 7)) AS first17
FROM scale.part f JOIN scale.trade t ON t.id = f.trade JOIN scale.county c ON c.place = f.place
ORDER BY f.n
"""


def make_enterprises(total: int, say) -> None:
    """``scale.firm`` and the register's rows, county by county, as imports bring them."""
    db.keep("part", _parts(total))
    db.keep("firm", db.text(db.filled(FIRMS, form=db.SQL(db.pick("f.n", "form", FORMS)))))
    say("企业名称的拼音……")
    _spell()
    say("企业……")
    searched = {name: f"s.{name}" for name in SEARCHED}
    db.fill(
        Enterprise,
        "scale.firm f JOIN scale.spelling s USING (n) JOIN scale.county c USING (place) ORDER BY f.n",
        id="f.id",
        uscc="f.first17 || scale.uscc_digit(f.first17)",
        name="f.name",
        registered_address=f"c.city_name || c.name || {db.pick('f.n', 'street', PLACES)}"
        " || (1 + scale.draw(f.n, 'house', 900)) || '号'",
        plant_address="CASE WHEN f.is_above_scale THEN c.city_name || c.name || '工业园区'"
        " || (1 + scale.draw(f.n, 'hall', 60)) || '幢' ELSE '' END",
        legal_representative="scale.person(f.n, 'legal')",
        county_code="f.county",
        industry_id="f.industry",
        scale="f.scale",
        is_above_scale="f.is_above_scale",
        main_product="f.product",
        established_on="scale.today() - 400 - scale.draw(f.n, 'founded', 11000)",
        # A county a day was imported, row after row.
        stamp="scale.morning(scale.today() - 300 + f.place) + f.n * interval '1 millisecond'",
        **searched,
    )
    db.advance(Enterprise)


def _parts(total: int) -> str:
    letters = " || ".join(f"substr('{db.USCC_LETTERS}', 1 + (k.k / {31**i} % 31)::integer, 1)" for i in range(5))
    scrambled = f"(n::bigint * 7368787 + 1299709) % {31**5}"
    length = "scale.draw(n, 'length', 100)"
    letter = [f"scale.letter(scale.draw(n, 'letter{i}', {len(CHARACTERS)}))" for i in range(4)]
    longer = f"CASE WHEN {length} < 45 THEN '' WHEN {length} < 75 THEN {letter[2]} ELSE {letter[2]} || {letter[3]} END"
    brand = f"{letter[0]} || {letter[1]} || {longer}"
    return db.text(
        db.filled(
            PARTS + f"CROSS JOIN LATERAL (SELECT {scrambled} AS k) AS k",
            declares=max(20, 40_000 // total),
            holds=max(2, 4_000 // total),
            trade=db.SQL(db.pick("n", "trade", WHEEL)),
            big=db.SQL(db.pick("n", "scale", SCALES[:200])),
            any=db.SQL(db.pick("n", "scale", SCALES)),
            letters=db.SQL(letters),
            brand=db.SQL(brand),
        )
    )


def _spell() -> None:
    """What the search stores beside a name is made by the very function that a saved enterprise goes through."""
    db.run(
        "CREATE UNLOGGED TABLE scale.spelling (n integer, search_names text, search_sounds text, search_keys text[])"
    )
    with connection.chunked_cursor() as cursor:
        cursor.execute("SELECT n, name FROM scale.firm ORDER BY n")
        names = iter(cursor)
        while batch := list(islice(names, BATCH)):
            db.copy("spelling", (_spelling(number, name) for number, name in batch))
    db.analyse("spelling")


def _spelling(number: int, name: str) -> tuple:
    spelt = naming.spelling([name])
    return number, spelt.names, spelt.sounds, spelt.keys


def make_standards(total: int) -> None:
    """T/ZZB standards of every product, three thousand at a million enterprises; ``scale.standard`` by product."""
    products = sorted({product for _, _, names, _ in TRADES for product in names})
    db.constant("products", "text[]", products)
    db.constant("variants", "integer", max(2, min(20, total // 50_000)))
    published = "make_date(2015 + mod(n, 10)::integer, 1 + scale.draw(n, 'month', 12), 1 + scale.draw(n, 'day', 28))"
    number = "'T/ZZB ' || (10000 + n) || '—' || (2015 + mod(n, 10))"
    db.fill(
        Standard,
        "unnest(scale.products()) WITH ORDINALITY AS p(product, place)"
        " CROSS JOIN generate_series(1, scale.variants()) AS variant"
        " CROSS JOIN LATERAL (SELECT place + (variant - 1) * cardinality(scale.products()) AS n) AS nth ORDER BY n",
        number=number,
        title=f"product || {db.turn('variant - 1', KINDS_OF_STANDARD)}"
        " || CASE WHEN variant > 6 THEN ' 第' || variant || '部分' ELSE '' END",
        stage=db.turn("n", ["in_force"] * 17 + ["published"]),
        published_on=published,
        in_force_on=f"CASE WHEN mod(n, 18) <> 17 THEN {published} + 30 END",
        withdrawn_on=f"CASE WHEN variant > 1 AND mod(n, 16) = 15 AND mod(n, 10) < 6 THEN {published} + 1500 END",
    )
    db.keep(
        "standard",
        "SELECT substr(title, 1, length(product)) AS product, min(id) AS id FROM enterprises_standard"
        " JOIN unnest(scale.products()) AS product ON title = product AND withdrawn_on IS NULL GROUP BY 1",
    )


def make_what_hangs_on_them(say) -> None:
    say("产品、年度数据、联系人、首席质量官……")
    _products()
    _figures()
    _people()
    say("证书、品字标企业、质量奖……")
    _brands()


def _products() -> None:
    """The main product of every enterprise, keyed in step with it, and a second one of each fifth."""
    device = "f.industry IN ('C3581', 'C3584') AND scale.draw(f.n, 'device', 3) > 0"
    shared = {
        "enterprise_id": "f.id",
        "trademark": "f.brand",
        "trademark_no": "(10000000 + scale.draw(f.n, 'mark', 50000000))::text",
        "standard_id": "CASE WHEN f.part IN ('declares', 'holds') OR scale.draw(f.n, 'standard', 20) = 0 THEN s.id END",
        "device_class": f"CASE WHEN {device} THEN '2' ELSE '' END",
        "licence_no": f"CASE WHEN {device} THEN '浙械注准' || (2018 + scale.draw(f.n, 'licence', 8)) || '2'"
        " || lpad(scale.draw(f.n, 'licence no', 1000000)::text, 6, '0') ELSE '' END",
        "stamp": "scale.morning(scale.today() - 300 + f.place)",
    }
    model = "chr(65 + scale.draw(f.n, 'model', 26)) || '-' || (10 + scale.draw(f.n, 'size', 90))"
    source = "scale.firm f LEFT JOIN scale.standard s USING (product)"
    first = {"id": "scale.last('product') + f.n", "name": "f.product", "models_text": model}
    db.fill(Product, f"{source} ORDER BY f.n", **first, **shared)
    db.advance(Product)
    second = {"name": "f.product || '（出口型）'", "models_text": f"{model} || 'E'"}
    db.fill(Product, f"{source} WHERE scale.draw(f.n, 'second product', 5) = 0 ORDER BY f.n", **second, **shared)


def _figures() -> None:
    """Three years of those above scale and of those in the programme; the brand's share rises."""
    base = (
        "CASE f.scale WHEN 'large' THEN 42000 + scale.draw(f.n, 'revenue', 108000)"
        " WHEN 'medium' THEN 6000 + scale.draw(f.n, 'revenue', 32000)"
        " WHEN 'small' THEN 800 + scale.draw(f.n, 'revenue', 1100) ELSE 120 + scale.draw(f.n, 'revenue', 160) END"
    )
    db.fill(
        YearFigure,
        "scale.firm f CROSS JOIN generate_series(1, 3) AS nth CROSS JOIN LATERAL"
        f" (SELECT round({base} * power(1.06::numeric, nth), 2) AS revenue) AS earned"
        " WHERE f.is_above_scale OR f.part IN ('declares', 'library', 'holds') ORDER BY f.n, nth",
        enterprise_id="f.id",
        year="extract(year FROM scale.today())::integer - 4 + nth",
        revenue_wan="revenue",
        brand_sales_wan="CASE WHEN f.part IN ('declares', 'holds') THEN"
        " round(revenue * (20 + scale.draw(f.n, 'share', 20) + nth * 6) / 100, 2) END",
    )


def _people() -> None:
    served = "scale.firm f WHERE f.part <> 'none'"
    db.fill(
        Contact,
        f"{served} ORDER BY f.n",
        enterprise_id="f.id",
        name="scale.person(f.n, 'contact')",
        post=db.pick("f.n", "post", ["质量部经理", "总经理助理", "办公室主任", "厂长"]),
        mobile="scale.mobile(f.n)",
    )
    db.fill(
        QualityOfficer,
        f"{served} AND scale.draw(f.n, 'officer', 5) = 0 ORDER BY f.n",
        enterprise_id="f.id",
        name="scale.person(f.n, 'officer')",
        certificate_no="'CQO-' || lpad(f.n::text, 7, '0')",
        trained_on="scale.today() - 40 - scale.draw(f.n, 'trained', 1200)",
        appointed_on="scale.today() - scale.draw(f.n, 'appointed', 40)",
    )


def _brands() -> None:
    """By certification: one or two certificates each (家 and 张 differ); a sixth has run out."""
    db.keep(
        "holder",
        "SELECT n, id, product, issued_on, issued_on + 1095 AS ended_on FROM (SELECT f.n, f.id, f.product,"
        " scale.today() - 10 - scale.draw(f.n, 'issued', 1300) AS issued_on FROM scale.firm f WHERE f.part = 'holds')"
        " AS h ORDER BY n",
    )
    db.fill(
        BrandHolder,
        "scale.holder h ORDER BY n",
        enterprise_id="h.id",
        route="'certification'",
        first_valid_on="h.issued_on",
        is_current="h.ended_on > scale.today()",
        ended_on="CASE WHEN h.ended_on <= scale.today() THEN h.ended_on END",
    )
    db.fill(
        Certificate,
        "scale.holder h LEFT JOIN scale.standard s USING (product)"
        " CROSS JOIN LATERAL generate_series(1, 1 + scale.draw(h.n, 'certificates', 2)) AS nth ORDER BY h.n, nth",
        number="'ZJM-' || lpad(h.n::text, 7, '0') || '-' || nth",
        enterprise_id="h.id",
        standard_id="s.id",
        body="'方圆标志认证集团浙江有限公司'",
        product_name="h.product",
        issued_on="h.issued_on",
        valid_to="h.ended_on - 1",
        recorded_on="h.issued_on + 5",
        status="CASE WHEN h.ended_on <= scale.today() THEN 'expired' ELSE 'valid' END",
        stamp="scale.morning(h.issued_on + 5)",
    )
    db.fill(
        BrandPeriod,
        "scale.holder h JOIN enterprises_brandholder b ON b.enterprise_id = h.id ORDER BY h.n",
        holder_id="b.id",
        ground="'certificate'",
        began_on="h.issued_on",
        ended_on="h.ended_on",
    )
    db.fill(
        QualityAward,
        "scale.firm f WHERE f.part = 'holds' AND scale.draw(f.n, 'award', 4) = 0 ORDER BY f.n",
        enterprise_id="f.id",
        level=db.pick("f.n", "level", ["city", "county", "county", "province"]),
        name="'政府质量奖'",
        year="extract(year FROM scale.today())::integer - 1 - scale.draw(f.n, 'award year', 6)",
    )
