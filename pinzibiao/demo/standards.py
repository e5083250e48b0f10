"""The demo's standards: published ones with their stages, publisher and drafters, and a few still on their way."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from enterprises import actions
from enterprises.models import (
    Direction,
    Enterprise,
    Standard,
    StandardDrafter,
    StandardIndicator,
    StandardPublisher,
    StandardStage,
)

from .names import COMMON, TRADES

Stage = Standard.Stage
# Invented names and days: what the publisher was called, and when, is for the province to enter.
PUBLISHERS = (("演示标准促进会", date(2014, 1, 1), date(2020, 12, 31)), ("演示品牌联合会", date(2021, 1, 1), None))
ON_THE_WAY = (Stage.PROPOSED, Stage.APPROVED, Stage.DRAFTING, Stage.CONSULTING, Stage.REVIEW)
# Every published standard asks for these: name, unit, direction, what is asked, the best known.
INDICATORS = (
    ("外观合格率", "%", Direction.HIGHER, Decimal(99), Decimal("99.8")),
    ("耐久性", "次", Direction.HIGHER, Decimal(5000), Decimal(6000)),
    ("关键尺寸偏差", "mm", Direction.LOWER, Decimal("0.05"), Decimal("0.02")),
)
ORGANISATIONS = ("演示标准化研究所", "演示检测中心", "演示大学")


def make_standards(random: Random, today: date) -> list[Standard]:
    """Two for every product; gives the published ones."""
    publishers = [StandardPublisher(name=name, valid_from=since, valid_to=until) for name, since, until in PUBLISHERS]
    StandardPublisher.objects.bulk_create(publishers)
    names = sorted({name for trades in (*TRADES.values(), COMMON) for _, _, products in trades for name in products})
    rows = [_published(random, number, name, len(names), publishers, today) for number, name in enumerate(names * 2, 1)]
    made = Standard.objects.bulk_create(rows)
    actions.sync_stages(row.pk for row in made)
    _ask(made)
    _make_coming(names, today)
    return made


def _ask(standards: list[Standard]) -> None:
    StandardIndicator.objects.bulk_create(
        StandardIndicator(
            standard=row, position=place, name=name, unit=unit, direction=direction, limit=limit, advanced=advanced
        )
        for row in standards
        for place, (name, unit, direction, limit, advanced) in enumerate(INDICATORS, 1)
    )


def name_drafters(standards: list[Standard], enterprises: list[Enterprise]) -> None:
    """An enterprise leads, where one makes the product; an organisation takes part."""
    makers = {one.main_product: one for one in enterprises}
    rows = []
    for number, standard in enumerate(standards):
        maker = makers.get(standard.title.removesuffix("（智能型）"))
        if maker:
            rows.append(StandardDrafter(standard=standard, position=1, enterprise=maker))
        name = ORGANISATIONS[number % len(ORGANISATIONS)]
        rows.append(StandardDrafter(standard=standard, position=2 if maker else 1, organisation_name=name))
    StandardDrafter.objects.bulk_create(rows)
    actions.follow_drafters(standard.pk for standard in standards)


def _published(random: Random, number: int, name: str, products: int, publishers: list, today: date) -> Standard:
    year = random.randrange(2016, today.year)
    published = date(year, random.randrange(1, 13), random.randrange(1, 28))
    return Standard(
        number=f"T/ZZB {900 + number:04d}—{year}",
        title=name if number <= products else f"{name}（智能型）",
        publisher=next(one for one in publishers if one.published_by(published)),
        published_on=published,
        in_force_on=published + timedelta(days=30),
        withdrawn_on=published + timedelta(days=1500) if number % 17 == 0 and year < 2020 else None,
    )


def _make_coming(names: list[str], today: date) -> None:
    """One standard in each stage before publication, with the stages that it went through."""
    for number, stage in enumerate(ON_THE_WAY):
        row = Standard.objects.create(
            number=f"T/ZZB {4900 + number:04d}—{today.year}", title=f"{names[number]}（节能型）", stage=stage
        )
        StandardStage.objects.bulk_create(
            StandardStage(
                standard=row, stage=earlier, entered_on=today - timedelta(days=60 * (number - step) + 20), note="演示"
            )
            for step, earlier in enumerate(ON_THE_WAY[: number + 1])
        )
