from django.db import migrations

from cultivation.loading import load_lists

# The programme's years up to the first release; the province makes each later one on the page of the lists.
YEARS = (2023, 2024, 2025, 2026)


def load(apps, schema_editor):
    models = [apps.get_model("cultivation", name) for name in ("ListSet", "ListDefinition", "ListColumn")]
    for year in YEARS:
        load_lists(year, models=models)


class Migration(migrations.Migration):
    dependencies = [("cultivation", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
