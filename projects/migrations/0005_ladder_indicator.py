"""Steps climbed on the quality ladder are counted, too."""

from django.db import migrations

from projects.loading import load_indicators


def load(apps, schema_editor):
    load_indicators(apps.get_model("projects", "Indicator"))


class Migration(migrations.Migration):
    dependencies = [("projects", "0004_county_indexes_hold_the_city")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
