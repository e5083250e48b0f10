from django.db import migrations

from projects.loading import load_indicators


def load(apps, schema_editor):
    load_indicators(apps.get_model("projects", "Indicator"))


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
