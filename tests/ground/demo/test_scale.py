"""Scale data: as many rows as asked for, in their proportions, and the same again out of the same seed."""

from collections import Counter
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.urls import get_resolver, reverse

from cultivation.models import LibraryEntry, Measure, Problem
from cultivation.states import EntryStatus, MeasureStatus, ProblemStatus
from declarations.models import Authorisation, Declaration, PublicNotice
from declarations.states import WORKFLOW, DeclarationStatus
from enterprises.codes import validate_licence, validate_uscc
from enterprises.models import BrandHolder, BrandPeriod, Certificate, Enterprise, Product, Standard, YearFigure
from enterprises.naming import spelling
from experts.models import Expert
from pinzibiao.accounts.models import User
from pinzibiao.casework.counters import next_number
from pinzibiao.casework.models import Event, Version
from pinzibiao.demo.scale import SEED, seed_scale
from pinzibiao.demo.scale_sql import spread
from pinzibiao.demo.scale_words import CHARACTERS, allot
from pinzibiao.lib.pages import ListPage
from pinzibiao.regions.models import Region
from tests.cast import signed_in
from tests.clone import cloned
from visits.models import Diagnosis, HelpVisit
from visits.states import VisitStatus

pytestmark = pytest.mark.django_db
TOTAL = 500
TODAY = date(2026, 11, 25)
REGISTERS = [Enterprise, Product, YearFigure, Standard, BrandHolder, Certificate, Expert]
CASES = [HelpVisit, HelpVisit.experts.through, Diagnosis, Problem, Measure, LibraryEntry, Declaration, Authorisation]
# Salted, and the number of the transaction.
UNLIKE = ["password", "tx"]


@pytest.fixture(scope="module")
def earlier(django_db_setup, django_db_blocker):
    """What seedings made in other empty databases, by seed; those databases are gone again."""
    return {seed: _made_elsewhere(seed, django_db_blocker) for seed in (SEED, SEED + 1)}


def _made_elsewhere(seed: int, blocker) -> dict[str, list]:
    with blocker.unblock(), cloned("scale_before"):
        assert _fill(seed) is True
        return _content()


@pytest.fixture(scope="module", autouse=True)
def scale(earlier, django_db_blocker):
    """A database filled once; every test sees it inside a transaction of its own."""
    with django_db_blocker.unblock(), cloned("scale"):
        assert _fill(SEED) is True
        connections.close_all()
        yield


def _fill(seed: int) -> bool:
    return seed_scale(TOTAL, seed, TODAY, lambda text: None)


def _content() -> dict[str, list]:
    """Every row of every table, but for what is salted or counted by the server."""
    with connection.cursor() as cursor:
        return {
            model._meta.db_table: _rows(cursor, model) for model in [*REGISTERS, *CASES, PublicNotice, Event, Version]
        }


def _rows(cursor, model) -> list:
    cursor.execute(f"SELECT (to_jsonb(t) - %s::text[])::text FROM {model._meta.db_table} t ORDER BY id", [UNLIKE])
    return cursor.fetchall()


def test_the_same_seed_gives_the_same_rows(earlier):
    again = _content()
    assert [name for name, rows in again.items() if not rows] == []
    for name, rows in earlier[SEED].items():
        assert again[name] == rows, name


def test_another_seed_gives_other_rows(earlier):
    again = _content()
    for model in (Enterprise, Product, HelpVisit, Problem, Declaration):
        assert earlier[SEED + 1][model._meta.db_table] != again[model._meta.db_table]


def test_a_second_seeding_is_refused_and_changes_nothing():
    before = Counter({model: model.objects.count() for model in REGISTERS})
    with pytest.raises(CommandError, match="已有规模数据"):
        call_command("seed_scale", enterprises=TOTAL)
    assert Counter({model: model.objects.count() for model in REGISTERS}) == before


def test_too_few_are_refused():
    with pytest.raises(CommandError, match="至少生成 500 家"):
        call_command("seed_scale", enterprises=499)


def test_the_numbers_are_in_proportion():
    assert Enterprise.objects.count() == TOTAL
    assert TOTAL < Product.objects.count() < TOTAL * 1.4
    assert TOTAL * 0.7 < Problem.objects.count() < TOTAL * 1.4
    assert TOTAL * 0.3 < HelpVisit.objects.count() < TOTAL * 0.8
    assert HelpVisit.experts.through.objects.count() == HelpVisit.objects.count() * 2
    assert 0 < BrandHolder.objects.filter(is_current=True).count() < TOTAL * 0.05
    assert BrandPeriod.objects.count() == BrandHolder.objects.count()


def test_those_that_carry_the_brand_are_marked():
    holders = BrandHolder.objects.filter(is_current=True).values_list("enterprise", flat=True)
    assert set(Enterprise.objects.filter(is_branded=True).values_list("pk", flat=True)) == set(holders)


@pytest.mark.parametrize(
    ("model", "statuses"),
    [
        (Declaration, DeclarationStatus),
        (HelpVisit, VisitStatus),
        (Problem, ProblemStatus),
        (Measure, MeasureStatus),
        (LibraryEntry, EntryStatus),
    ],
    ids=lambda it: it.__name__,
)
def test_every_status_is_there(model, statuses):
    assert set(model.objects.values_list("status", flat=True)) == set(statuses.values)


def test_codes_and_licences_are_valid():
    codes = list(Enterprise.objects.values_list("uscc", flat=True))
    for code in codes:
        validate_uscc(code)
    assert len(set(codes)) == TOTAL
    licences = list(Product.objects.exclude(licence_no="").values_list("device_class", "licence_no"))
    for device_class, licence_no in licences:
        validate_licence(device_class, licence_no)
    assert licences


def test_enterprises_lie_county_by_county():
    counties = list(Enterprise.objects.order_by("pk").values_list("county", flat=True))
    assert counties == sorted(counties)
    by_city = Counter(code[:4] for code in counties)
    assert by_city.most_common(2) == [("3301", by_city["3301"]), ("3302", by_city["3302"])]


def test_what_the_search_reads_is_what_saving_writes():
    for row in Enterprise.objects.all()[:50]:
        spelt = spelling([row.name])
        assert (row.search_names, row.search_sounds, row.search_keys) == (spelt.names, spelt.sounds, spelt.keys)


def test_cases_lie_where_their_enterprise_does():
    for model in (HelpVisit, Problem, Measure, LibraryEntry, Declaration):
        pairs = model.objects.values_list("county", "enterprise__county")
        assert {county == of_enterprise for county, of_enterprise in pairs} == {True}, model


def test_declarations_stand_where_their_trail_ends():
    ends = dict(
        Event.objects.filter(subject_type="declarations.declaration")
        .order_by("pk")
        .values_list("subject_id", "to_status")
    )
    statuses = dict(Declaration.objects.values_list("pk", "status"))
    assert {pk: ends.get(pk, "draft") for pk in statuses} == statuses
    authorised = set(Authorisation.objects.values_list("declaration__status", flat=True))
    assert authorised == {"authorised", "suspended", "revoked", "cancelled", "expired"}
    assert set(WORKFLOW.statuses.values) > authorised


def test_numbers_given_later_go_on():
    last = Problem.objects.filter(county="330110", number__startswith="WT-330110-2026-").order_by("-number").first()
    assert next_number("problem/330110/2026") == int(last.number[-4:]) + 1
    assert Enterprise.objects.create(uscc="91330113MA2ABC125G", name="新企业", county_id="330113", industry_id="C2720")


def test_every_list_opens_for_the_province():
    client = signed_in(User.objects.get(username="330000-1"))
    # Accounts are the administrator's.
    pages = [address for address in _list_addresses() if not address.startswith("/accounts/")]
    shown = {address: client.get(address) for address in pages}
    assert {address: answer.status_code for address, answer in shown.items()} == dict.fromkeys(pages, 200)
    assert reverse("enterprises:list") in pages
    assert len(pages) >= 12


@pytest.mark.parametrize("model", [Enterprise, Standard, Certificate, HelpVisit, Problem, Measure, LibraryEntry])
def test_a_record_of_each_kind_opens(model):
    client = signed_in(User.objects.get(username="330000-1"))
    assert client.get(model.objects.order_by("pk")[0].get_absolute_url()).status_code == 200


def test_a_declaration_of_every_status_opens():
    client = signed_in(User.objects.get(username="330000-1"))
    rows = Declaration.objects.exclude(submitted_on=None).order_by("status", "pk").distinct("status")
    assert {row.status: client.get(row.get_absolute_url()).status_code for row in rows} == {
        status: 200 for status in DeclarationStatus.values if status != "draft"
    }


def _list_addresses() -> list[str]:
    """Every list that needs no key."""
    found = []
    for name, pattern in _named(get_resolver().url_patterns):
        view = getattr(pattern.callback, "view_class", None)
        if view and issubclass(view, ListPage) and not pattern.pattern.converters:
            found.append(reverse(name))
    return found


def _named(patterns, prefix=""):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _named(pattern.url_patterns, space)
        elif pattern.name:
            yield prefix + pattern.name, pattern


def test_counties_share_all_numbers_in_one_piece_each():
    counties = sorted(Region.objects.counties().values_list("pk", flat=True))
    for total in (500, 4_000, 1_000_000):
        shares = allot(counties, total)
        assert [code for code, *_ in shares] == counties
        assert [number for _, first, last in shares for number in range(first, last + 1)] == list(range(1, total + 1))


def test_a_spread_shows_every_key_first_and_then_as_often_as_asked():
    wheel = spread({"a": 3, "b": 1, "c": 6})
    assert wheel[:3] == ["a", "b", "c"]
    assert Counter(wheel) == {"a": 3, "b": 1, "c": 6}


def test_no_character_of_names_comes_twice():
    assert len(set(CHARACTERS)) == len(CHARACTERS) > 300
