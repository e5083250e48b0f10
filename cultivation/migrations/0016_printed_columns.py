"""The lists there are print their main columns in the official annex."""

from django.db import migrations

from cultivation.loading import choose_printed


def choose(apps, schema_editor):
    choose_printed(apps.get_model("cultivation", "ListColumn").objects.filter(type=""))


class Migration(migrations.Migration):
    dependencies = [("cultivation", "0015_snapshots_are_final")]

    operations = [migrations.RunPython(choose, migrations.RunPython.noop)]
