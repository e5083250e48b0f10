from django.db import migrations

from declarations.default_checklist import ITEMS, VALID_FROM


def load(apps, schema_editor):
    model = apps.get_model("declarations", "ChecklistItem")
    model.objects.bulk_create(
        model(position=number, section=section, sub_brand=sub_brand, text=text, valid_from=VALID_FROM)
        for number, (section, sub_brand, text) in enumerate(ITEMS, 1)
    )


class Migration(migrations.Migration):
    dependencies = [("declarations", "0010_checklist")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
