"""What a county writes on a record's own page it may write in the lists there are, too."""

from django.db import migrations

from cultivation.loading import open_to_counties


def let_write(apps, schema_editor):
    open_to_counties(apps.get_model("cultivation", "ListColumn").objects.all())


class Migration(migrations.Migration):
    dependencies = [("cultivation", "0010_columns_of_the_year")]

    operations = [migrations.RunPython(let_write, migrations.RunPython.noop)]
