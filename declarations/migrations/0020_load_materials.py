from django.db import migrations

from declarations.default_materials import REQUIRED, VALID_FROM


def load(apps, schema_editor):
    model = apps.get_model("declarations", "MaterialRule")
    model.objects.bulk_create(model(kind=kind, valid_from=VALID_FROM) for kind in REQUIRED)


class Migration(migrations.Migration):
    dependencies = [("declarations", "0019_material_rules")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
