"""What ships with the portal: the indicators, and the baselines of 杭州日报."""

from datetime import date
from decimal import Decimal

import pytest

from projects.loading import load_baselines, load_indicators
from projects.models import Indicator, IndicatorBaseline

pytestmark = pytest.mark.django_db

# DOMAIN: the printed figures, by region and industry.
PRINTED = {
    ("PRJ_IQ", "330000", None): "114.00",
    ("PRJ_ATK", "330000", None): "139.00",
    ("ISS_SOLVED", "330000", None): "687.00",
    ("COST_SAVED", "330000", None): "6231.00",
    ("STD_PUB", "330000", None): "3029.00",
    ("BR_ENT", "330000", None): "3962.00",
    ("CQO_TRAINED", "330113", "生物医药"): "88.00",
    ("BR_CERT_ENT", "330113", "生物医药"): "4.00",
    ("NQI_PLAT", "330113", "生物医药"): "1.00",
    ("AWARD", "330113", "生物医药"): "2.00",
}
CODES = {
    *(code for code, _, _ in PRINTED),
    "BRAND_SHARE", "BEN_DIRECT", "ENT_SERVED", "ENT_TIMES", "STD_VALID", "BR_CERT", "BR_NEW", "QUAL_RATE",
    "SANTONG_ENT", "SANTONG_PRD", "TRAIN", "TRAIN_TIMES", "SATIS", "LADDER",
    "ISS_COMMON", "ISS_CASES",
}  # fmt: skip


def test_every_indicator_is_there_from_the_start():
    assert set(Indicator.objects.values_list("code", flat=True)) == CODES
    assert not Indicator.objects.filter(definition="").exists()
    units = dict(Indicator.objects.values_list("code", "unit"))
    assert [units[c] for c in ("BR_ENT", "ENT_TIMES", "BR_CERT", "COST_SAVED", "CQO_TRAINED")] == [
        "家", "家次", "张", "万元", "名",
    ]  # fmt: skip


def test_a_new_database_has_no_baselines():
    assert IndicatorBaseline.objects.count() == 0


def test_the_baselines_are_those_printed_and_loading_twice_is_once():
    for _ in range(2):
        assert load_baselines() == 10
        load_indicators(Indicator)
    found = {
        (row.indicator_id, row.region_id, row.industry and row.industry.name): row.value
        for row in IndicatorBaseline.objects.select_related("industry")
    }
    assert found == {key: Decimal(value) for key, value in PRINTED.items()}
    assert set(IndicatorBaseline.objects.values_list("as_of", flat=True)) == {date(2022, 12, 31)}
    assert all(
        "《杭州日报》2023-03-03" in source for source in IndicatorBaseline.objects.values_list("source", flat=True)
    )


def test_the_awards_are_named_as_printed():
    load_baselines()
    source = IndicatorBaseline.objects.get(indicator="AWARD").source
    for words in (
        "贝达药业股份有限公司",
        "浙江省人民政府质量管理创新奖",
        "杭州胡庆余堂药业有限公司",
        "杭州市人民政府质量奖提名奖",
    ):
        assert words in source
