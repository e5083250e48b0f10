from django.db import migrations

from projects.loading import load_indicators


def load(apps, schema_editor):
    load_indicators(apps.get_model("projects", "Indicator"))


class Migration(migrations.Migration):
    dependencies = [("projects", "0005_ladder_indicator")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
