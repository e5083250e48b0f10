"""The pages that `script/bench lists` asks: ours by its address, the lean one by its WHERE, the admin by its address.

The rows of all three are the same and in the same order. Conditions of the lean page stand here and not in its
address: it runs SQL.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Length
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.http import urlencode

from enterprises import naming
from enterprises.models import Enterprise, Product
from enterprises.search import candidates, search
from pinzibiao.lib.paging import AFTER, Place

PER_PAGE = 25
FAR = 40_000
# Who asks: the account, the condition of the person's rows, and the admin's parameter for the same.
PEOPLE = {
    "province": ("330000-1", "true", ""),
    "city": ("330100-1", "t.city_code = '330100'", "city_code=330100"),
    "county": ("330110-1", "t.county_code = '330110'", "county=330110"),
}


@dataclass(frozen=True)
class Asked:
    """One page: its name, our address, the lean page's WHERE, the admin's parameters (None: it has no such page)."""

    name: str
    address: str
    where: str
    peer: str | None


def pages_of(rows: QuerySet[Enterprise]) -> Iterator[Asked]:
    """The enterprise list over ``rows``, which are all that the person sees."""
    ours = reverse("enterprises:list")
    yield Asked("first", ours, "true", "")
    yield _far(ours, rows)
    for name, query, where, peer in FILTERS:
        yield Asked(f"filter {name}", f"{ours}?{query}", where, peer)
    yield from _searches(ours, rows)


BRANDED = "EXISTS (SELECT 1 FROM enterprises_brandholder b WHERE b.enterprise_id = t.id AND b.is_current)"
FILTERS = [
    ("city", "region=330100", "t.city_code = '330100'", "city_code=330100"),
    ("county", "region=330110", "t.county_code = '330110'", "county=330110"),
    ("division", "industry=C27", "t.industry_id LIKE 'C27%'", "industry__code__startswith=C27"),
    ("class", "class_code=C2720", "t.industry_id = 'C2720'", "industry=C2720"),
    ("scale", "scale=large", "t.scale = 'large'", "scale=large"),
    ("above scale", "above_scale=yes", "t.is_above_scale", "is_above_scale__exact=1"),
    ("brand", "brand=yes", BRANDED, "brand_holdings__is_current=1"),
    ("division and scale", "industry=C35&scale=medium", "t.industry_id LIKE 'C35%' AND t.scale = 'medium'",
     "industry__code__startswith=C35&scale=medium"),
]  # fmt: skip


def _far(ours: str, rows: QuerySet) -> Asked:
    """Page 40,000, or the last but one of fewer; the admin counts its pages from the beginning."""
    number = min(FAR, max(rows.count() // PER_PAGE - 1, 2))
    last = rows.order_by("-pk").values_list("pk", flat=True)[(number - 1) * PER_PAGE - 1]
    return Asked("far", f"{ours}?page={Place(AFTER, number, '-pk', (last,))}", f"t.id < {last}", f"p={number}")


def _searches(ours: str, rows: QuerySet[Enterprise]) -> Iterator[Asked]:
    """An enterprise from the middle, with a 字号 of three characters, looked for in five ways."""
    middle = rows.order_by("pk")[rows.count() // 2].pk
    products = Product.objects.alias(length=Length("trademark")).filter(length=3, enterprise__gte=middle)
    product = products.filter(enterprise__in=rows).select_related("enterprise").order_by("enterprise_id")[0]
    core = naming.core_of(product.enterprise.name)
    own = core[core.index(product.trademark) :]
    sounds = naming.syllables_of(own)
    code = product.enterprise.uscc[8:15]
    yield _search("name", ours, rows, product.trademark, f"q={product.trademark}")
    yield _search("initials", ours, rows, naming.initials_of(sounds), None)
    yield _search("pinyin", ours, rows, "".join(sounds), None)
    yield _search("misspelt", ours, rows, f"{own[0]}乙{own[2:]}", None)
    yield _search("code", ours, rows, code, f"q={code}")


def _search(name: str, ours: str, rows: QuerySet[Enterprise], text: str, peer: str | None) -> Asked:
    """The lean page looks for the rows as well, by the same condition over the whole province."""
    whole = Enterprise.objects.all()
    found = search(whole, text) if search(rows, text).exists() else candidates(whole, naming.asked_core(text))
    return Asked(f"search {name}", f"{ours}?{urlencode({'q': text})}", _condition(found), peer)


def _condition(found: QuerySet) -> str:
    """The WHERE of a queryset over the enterprises, which the lean statement calls ``t``."""
    statement = connection.ops.compose_sql(*found.order_by().values("pk").query.sql_with_params())
    condition = statement.partition(" WHERE ")[2]
    return condition.replace('"enterprises_enterprise".', "t.").replace("enterprises_enterprise.id", "t.id")


# The first pages of other lists: the list, its address, the condition of what anybody sees of it.
YEAR = timezone.localdate().year
OTHERS = [
    ("problems", reverse_lazy("cultivation:problem_list"), "true"),
    ("visits", reverse_lazy("visits:list"), "true"),
    ("declarations", reverse_lazy("declarations:list"), "t.status <> 'draft' AND t.submitted_on IS NOT NULL"),
    (
        "five lists",
        reverse_lazy("cultivation:list", args=[YEAR, 4]),
        (
            f"t.status <> 'not_adopted' AND t.raised_on <= '{YEAR}-12-31'"
            f" AND (t.solved_on IS NULL OR t.solved_on >= '{YEAR}-01-01')"
        ),
    ),
]
