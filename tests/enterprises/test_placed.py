"""What hangs on an enterprise lies in its county, whoever writes it, and goes along when the enterprise moves."""

from datetime import date

import pytest
from django.apps import apps

from enterprises import actions
from enterprises.models import Product, YearFigure
from enterprises.models.placed import FOLLOWING, Placed
from pinzibiao.regions.models import Region
from tests.cast import LINPING, XIANJU
from tests.factories import enterprises as make
from tests.factories.exchange import written
from tests.ground.files.conftest import store  # noqa: F401 files go to a folder of the test's own

FACTORIES = (
    make.ProductFactory,
    make.QualityAwardFactory,
    make.QualityOfficerFactory,
    make.SystemCertificateFactory,
    make.YearFigureFactory,
)


def _places(model) -> list[tuple[str, str]]:
    return sorted(model.objects.values_list("county_id", "city_code"))


def test_the_table_of_every_such_model_follows():
    placed = {model._meta.db_table for model in apps.get_models() if issubclass(model, Placed)}
    assert placed == set(FOLLOWING)


@pytest.mark.parametrize("factory", FACTORIES)
def test_a_row_lies_where_its_enterprise_lies_and_moves_with_it(enterprise, other_enterprise, county_officer, factory):
    model = factory._meta.model
    row, _ = factory(enterprise=enterprise), factory(enterprise=other_enterprise)
    assert _places(model) == [(LINPING, "330100"), (XIANJU, "331000")]
    before = model.pgh_event_model.objects.count()
    actions.move_enterprise(
        enterprise, Region.objects.get(pk=XIANJU), date(2024, 5, 1), by=county_officer, reason="住所迁移"
    )
    assert _places(model) == [(XIANJU, "331000")] * 2
    # Nothing of the row itself changed: its history says nothing.
    assert model.pgh_event_model.objects.count() == before
    row.refresh_from_db()
    row.save()
    assert _places(model) == [(XIANJU, "331000")] * 2


def test_a_row_just_made_is_saved_again(enterprise):
    row = make.ProductFactory(enterprise=enterprise)
    row.trademark = "示例牌"
    row.save()
    assert _places(Product) == [(LINPING, "330100")]


def test_nobody_writes_another_county(enterprise, other_enterprise):
    row = make.ProductFactory(enterprise=enterprise)
    Product.objects.filter(pk=row.pk).update(enterprise=other_enterprise, county_id=LINPING)
    assert _places(Product) == [(XIANJU, "331000")]


def test_rows_written_in_bulk_and_from_a_file_lie_there_too(enterprise, county_officer):
    YearFigure.objects.bulk_create(YearFigure(enterprise=enterprise, year=year, revenue_wan=1) for year in (2020, 2021))
    written(county_officer, [{"企业": enterprise.uscc, "年度": 2022, "营业收入（万元）": 1}], kind="figure")
    assert _places(YearFigure) == [(LINPING, "330100")] * 3


def test_a_form_does_not_ask_for_the_county(sign_in, clerk, enterprise):
    client, base = sign_in(clerk), f"{enterprise.get_absolute_url()}product/"
    assert client.post(f"{base}new/", {"name": "输液器", "county": XIANJU}).status_code == 302
    assert _places(Product) == [(LINPING, "330100")]
