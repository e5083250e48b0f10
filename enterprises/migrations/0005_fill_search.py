"""The columns of the search for the enterprises that are there already."""

from django.db import migrations

from enterprises.models.searched import SEARCHED
from enterprises.naming import set_former_names

AT_ONCE = 1000


def fill(apps, schema_editor) -> None:
    enterprises = apps.get_model("enterprises", "Enterprise").objects
    batch = []
    for row in enterprises.only("pk", "name").iterator(chunk_size=AT_ONCE):
        set_former_names(row, [])
        batch.append(row)
        if len(batch) == AT_ONCE:
            enterprises.bulk_update(batch, SEARCHED)
            batch = []
    enterprises.bulk_update(batch, SEARCHED)


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0004_search")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
